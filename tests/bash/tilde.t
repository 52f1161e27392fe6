# tests/bash/tilde.t - ~ ~user ~+ ~- ~N.
## setup: mkdir d

#### at the start of a word
HOME=/h; echo ~ ~/x ~/"a b" a~ /~
## STDOUT:
/h /h/x /h/a b a~ /~
## END

#### not when quoted
HOME=/h; echo "~" '~' \~ ~"x" "~"/x
## STDOUT:
~ ~ ~ ~x ~/x
## END

#### a user
echo ~root ~root/x ~nosuchuser_/y
## STDOUT:
/root /root/x ~nosuchuser_/y
## END

#### not when something is expanded in the prefix
HOME=/h u=root; echo ~$u ~${u}/x
## STDOUT:
~root ~root/x
## END

#### in assignments, behind = and :
HOME=/h; x=~; echo $x; x=~/a:~/b; echo $x; x=a~:b; echo $x; x=a:~; echo $x
## STDOUT:
/h
/h/a:/h/b
a~:b
a:/h
## END

#### in arguments that look like assignments
HOME=/h; echo a=~ a=b:~ --x=~ 1a=~ a-b=~
## STDOUT:
a=/h a=b:/h --x=~ 1a=~ a-b=~
## END

#### in declarations
HOME=/h; export X=~/e; declare Y=~:~/f; echo $X $Y
## STDOUT:
/h/e /h:/h/f
## END

#### not in the result of an expansion
HOME=/h; x='~'; echo $x ${x}/a
## STDOUT:
~ ~/a
## END

#### ~+ and ~-
cd d; OLDPWD=/old; [ ~+ = "$PWD" ]; echo $? ~-/x
## STDOUT:
0 /old/x
## END

#### ~- without OLDPWD
unset OLDPWD; echo ~-
## STDOUT:
~-
## END

#### the directory stack
cd /; pushd /usr >/dev/null; echo ~0 ~1 ~+1 ~-0 ~-1 ~5
## STDOUT:
/usr / / / /usr ~5
## END

#### the result is neither split nor globbed
HOME='/a b*'; printf '<%s>' ~ ~/c; echo
## STDOUT:
</a b*></a b*/c>
## END

#### HOME null and unset
HOME=; printf '<%s>' ~ ~/x; echo
## STDOUT:
<></x>
## END

#### a colon ends the prefix in any word
HOME=/h; echo ~:x ~:~
## STDOUT:
/h:x /h:~
## END

#### in case, [[ ]] and here-strings
HOME=/h; case /h in ~) echo case;; esac; [[ /h == ~ ]] && echo cond; cat <<< ~
## STDOUT:
case
cond
/h
## END

#### not in a here-document
HOME=/h; cat <<EOT
~ ~/x
EOT
## STDOUT:
~ ~/x
## END

#### in a for list and in redirections
HOME=$PWD; for i in ~; do [ "$i" = "$PWD" ] && echo for; done; echo text > ~/f; cat f
## STDOUT:
for
text
## END

#### as the value of ${x-…}
HOME=/h; echo ${x-~} ${x-~/a} "${x-~}" ${x:-a:~}
## STDOUT:
/h /h/a ~ a:~
## END

#### behind the colon of ~: nothing is expanded up to a slash, nor the ~ with a quote there
HOME=/h
i=x
echo ~:$i ~:"$i" ~:$i/a$i ~:'q'$i ~root:$i ~:~ ~:~/$i ~/:$i ~:`echo a` a=~:$i
echo ~:$i:$i/$i/"$i"~ ~:$((1+1))/* ~:${i}b/ ~:\x$i ~:/$i ~:a ~:a/$i ~:$i\/a
[[ '/h:$i' == ~:$i ]]; echo $?
y=~:$i; echo $y
for j in ~:$i; do echo $j; done
## STDOUT:
/h:$i ~:x /h:$i/ax ~:qx /root:$i /h:~ /h:~/x /h/:x /h:`echo a` a=/h:x
/h:$i:$i/x/x~ /h:$((1+1))/* /h:${i}b/ ~:xx /h:/x /h:a /h:a/x ~:x/a
0
/h:x
/h:$i
## END
