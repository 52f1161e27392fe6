# tests/bash/declare_f.t - functions as declare -f and type print them: bash's layout to the byte.

#### a simple one, and one with several commands
f() { echo a; echo   b   "c  d"; }; declare -f f
## STDOUT:
f () 
{ 
    echo a;
    echo b "c  d"
}
## END

#### the keyword and blanks do not matter
function   f   (  )   {   echo a   ;   }; declare -f f; function g { :; }; declare -f g; type g
## STDOUT:
f () 
{ 
    echo a
}
g () 
{ 
    :
}
g is a function
g () 
{ 
    :
}
## END

#### a body that is no group gets braces
f() ( echo a; echo b ); declare -f f; g() if a; then b; fi; declare -f g; h() for x; do y; done; declare -f h; i() [[ a ]]; declare -f i; j() ((1)); declare -f j
## STDOUT:
f () 
{ 
    ( echo a;
    echo b )
}
g () 
{ 
    if a; then
        b;
    fi
}
h () 
{ 
    for x in "$@";
    do
        y;
    done
}
i () 
{ 
    [[ -n a ]]
}
j () 
{ 
    ((1))
}
## END

#### redirections behind the body
f() { a; } > f 2>&1 < /dev/null; declare -f f; g() ( b ) >> g; declare -f g
## STDOUT:
f () 
{ 
    a
} > f 2>&1 < /dev/null
g () 
{ 
    ( b ) >> g
}
## END

#### a name that is a reserved word
function if { :; }; declare -f if; function a-b { :; }; declare -f a-b
## STDOUT:
function if () 
{ 
    :
}
a-b () 
{ 
    :
}
## END

#### and-or lists, pipelines, background
f() { a && b || c; ! d | e |& g; h & i & wait; j & }; declare -f f
## STDOUT:
f () 
{ 
    a && b || c;
    ! d | e 2>&1 | g;
    h & i & wait;
    j &
}
## END

#### time and ! 
f() { time a; time -p b | c; ! time d; time; ! ; }; declare -f f
## STDOUT:
f () 
{ 
    time a;
    time -p b | c;
    time ! d;
    time ;
    ! 
}
## END

#### if with elif and else
f() { if a; then b; elif c; then d; elif e; then g; else h; fi; }; declare -f f
## STDOUT:
f () 
{ 
    if a; then
        b;
    else
        if c; then
            d;
        else
            if e; then
                g;
            else
                h;
            fi;
        fi;
    fi
}
## END

#### conditions that are lists
f() { if a; b && c; then d; fi; while a; b; do c; done; until a & do b; done; }; declare -f f
## STDOUT:
f () 
{ 
    if a;
    b && c; then
        d;
    fi;
    while a;
    b; do
        c;
    done;
    until a & do
        b;
    done
}
## END

#### for, with and without words
f() { for x in a "b c" $d; do e; done; for y; do z; done; for x in; do :; done; for x in a; { b; }; }; declare -f f
## STDOUT:
f () 
{ 
    for x in a "b c" $d;
    do
        e;
    done;
    for y in "$@";
    do
        z;
    done;
    for x in ;
    do
        :;
    done;
    for x in a;
    do
        b;
    done
}
## END

#### arithmetic for
f() { for ((i=0;i<3;i++)); do a; done; for ((;;)); do b; done; for (( i = 0 ; i < 2 ; )); { c; }; }; declare -f f
## STDOUT:
f () 
{ 
    for ((i=0; i<3; i++))
    do
        a;
    done;
    for ((1; 1; 1))
    do
        b;
    done;
    for ((i = 0 ; i < 2 ; 1))
    do
        c;
    done
}
## END

#### case
f() { case $x in a) b;; (c|d) e; g;& *) h;;& z) ;; esac; case y in esac; }; declare -f f
## STDOUT:
f () 
{ 
    case $x in 
        a)
            b
        ;;
        c | d)
            e;
            g
        ;&
        *)
            h
        ;;&
        z)

        ;;
    esac;
    case y in 
    esac
}
## END

#### select
f() { select x in a b; do c; done; select y; do d; done; }; declare -f f
## STDOUT:
f () 
{ 
    select x in a b;
    do
        c;
    done;
    select y in "$@";
    do
        d;
    done
}
## END

#### subshells and groups nest
f() { ( a; b ); { c; { d; e; }; }; ( ( g ) ); { h; } | i; (j) & }; declare -f f
## STDOUT:
f () 
{ 
    ( a;
    b );
    { 
        c;
        { 
            d;
            e
        }
    };
    ( ( g ) );
    { 
        h
    } | i;
    ( j ) &
}
## END

#### arithmetic and conditional commands
f() { ((a+1)); (( b  =  2 )); [[ a == b && ( c || ! d ) ]]; [[ -f x ]]; [[ x =~ a|b ]]; }; declare -f f
## STDOUT:
f () 
{ 
    ((a+1));
    (( b  =  2 ));
    [[ a == b && ( -n c || ! -n d ) ]];
    [[ -f x ]];
    [[ x =~ a|b ]]
}
## END

#### redirections
f() { a <b >c >>d 2>e >|g <>h 3<&4 5>&6 7<&- 8>&- &>i &>>j <<<k {v}>l {w}<&-; >m; }; declare -f f
## STDOUT:
f () 
{ 
    a < b > c >> d 2> e >| g 0<> h 3<&4 5>&6 7>&- 8>&- &> i &>> j <<< k {v}> l {w}>&-;
    > m
}
## END

#### redirections of compound commands
f() { if a; then b; fi >c; while d; do e; done <g 2>&1; { h; } >i; ( j ) <k; case l in m) n;; esac >o; for p in q; do r; done >s; [[ t ]] >u; ((1)) >v; }; declare -f f
## STDOUT:
f () 
{ 
    if a; then
        b;
    fi > c;
    while d; do
        e;
    done < g 2>&1;
    { 
        h
    } > i;
    ( j ) < k;
    case l in 
        m)
            n
        ;;
    esac > o;
    for p in q;
    do
        r;
    done > s;
    [[ -n t ]] > u;
    ((1)) > v
}
## END

#### here-documents
f() { cat <<A; echo after
body $x
A
cat <<'B' >out
b
B
cat <<-C
	tab
	C
}; declare -f f
## STDOUT:
f () 
{ 
    cat <<A
body $x
A

    echo after
    cat <<'B' > out
b
B

    cat <<-C
tab
C

}
## END

#### several here-documents on a line
f() { cat <<A - <<B
a
A
b
B
cat <<A | tr a b && echo x
a
A
}; declare -f f
## STDOUT:
f () 
{ 
    cat - <<A <<B
a
A
b
B

    cat <<A |
a
A
  tr a b && echo x
}
## END

#### here-documents in compound commands
f() { if cat <<A; then b; fi
a
A
while read x; do y; done <<B
b
B
{ cat <<C; }
c
C
( cat <<D
d
D
)
}; declare -f f
## STDOUT:
f () 
{ 
    if cat <<A; then
        b
a
A

    fi
    while read x; do
        y;
    done <<B
b
B

    { 
        cat <<C
c
C

    }
    ( cat <<D
d
D
 )
}
## END

#### functions inside functions
f() { g() { a; }; function h { b; } >c; i() ( d ); }; declare -f f
## STDOUT:
f () 
{ 
    function g () 
    { 
        a
    };
    function h () 
    { 
        b
    } > c;
    function i () 
    { 
        ( d )
    }
}
## END

#### assignments and arrays
f() { a=1 b=2 c; d=(1 2  3); e+=(x [5]=y); g[1+1]=h; local i=j k=(l); export m=n; }; declare -f f
## STDOUT:
f () 
{ 
    a=1 b=2 c;
    d=(1 2 3);
    e+=(x [5]=y);
    g[1+1]=h;
    local i=j k=(l);
    export m=n
}
## END

#### substitutions are printed anew
f() { echo $(a;b) "$(c   d)" `e   g` $(( 1+ 2 )) ${x:-$(h  i)} <(j   k) $(<l) $( (m;n) ); }; declare -f f
## STDOUT:
f () 
{ 
    echo $(a; b) "$(c d)" `e   g` $(( 1+ 2 )) ${x:-$(h i)} <(j k) $(< l) $( ( m; n ))
}
## END

#### substitutions keep their newlines
f() { x=$(
a
b
); y=$(if c; then d; fi); z="$(for i in 1; do e; done)"; }; declare -f f
## STDOUT:
f () 
{ 
    x=$(a
b);
    y=$(if c; then
    d;
fi);
    z="$(for i in 1;
do
    e;
done)"
}
## END

#### quotes stay as they are
f() { echo 'a  b' "c $d" $'e\n' e\ f $"g" a"b"'c' \$x; }; declare -f f
## STDOUT:
f () 
{ 
    echo 'a  b' "c $d" 'e
' e\ f "g" a"b"'c' \$x
}
## END

#### comments and blank lines go
f() { # c

echo a # b

# d
}; declare -f f
## STDOUT:
f () 
{ 
    echo a
}
## END

#### coproc
f() { coproc a; coproc N { b; }; coproc { c; }; }; declare -f f
## STDOUT:
f () 
{ 
    coproc COPROC a;
    coproc N { 
        b
    };
    coproc COPROC { 
        c
    }
}
## END

#### a line joined by a backslash
f() { echo a \
b \
 c; }; declare -f f
## STDOUT:
f () 
{ 
    echo a b c
}
## END

#### what is printed can be read back and prints the same
f() { for x in a; do if [[ $x == a ]]; then case $x in a) { echo 1; echo 2; } | cat;; esac; fi; done; }; a=$(declare -f f); eval "$a"; [ "$a" = "$(declare -f f)" ] && f
## STDOUT:
1
2
## END

#### declare -F and several names
b() { :; }; a() { :; }; declare -F; declare -f a b; declare -F a; declare -f nope; echo $?
## STDOUT:
declare -f a
declare -f b
a () 
{ 
    :
}
b () 
{ 
    :
}
a
1
## END

#### the form in the environment
f() { echo a; if b; then c; fi; }; export -f f; env | sed -n '/^BASH_FUNC_f/,/^}/p'
## STDOUT:
BASH_FUNC_f%%=() {  echo a;
 if b; then
 c;
 fi
}
## END

#### type and command -V print it too
f() { a; }; type f; command -V f; type -a f
## STDOUT:
f is a function
f () 
{ 
    a
}
f is a function
f () 
{ 
    a
}
f is a function
f () 
{ 
    a
}
## END

#### declare -f NAME prints no attributes, -p and a list do
f() { :; }; readonly -f f; declare -f f; declare -pf f | tail -1; declare -f | tail -1
## STDOUT:
f () 
{ 
    :
}
declare -fr f
declare -fr f
## END

#### a substitution in the parentheses of a pattern is printed as it was written
shopt -s extglob
eval 'f() {
 [[ $p == ?($(a <<<"x"|b)) && $p == $(a <<<"x"|b) ]]
 [[ $p =~ ($(a <<<"x"|b))$(a <<<"x"|b) ]]
 echo @(x|$(a <<<"x"|b)|"$(a <<<"x"|b)") +(${x:-$(a <<<"x"|b)})
 case x in ?($(a <<<"x"|b))) ;; esac
 echo $(echo ?($(a <<<"x"|b))|b) ${x#?($(a <<<"x"|b))}
}'
declare -f f
## STDOUT:
f () 
{ 
    [[ $p == ?($(a <<<"x"|b)) && $p == $(a <<< "x" | b) ]];
    [[ $p =~ ($(a <<<"x"|b))$(a <<< "x" | b) ]];
    echo @(x|$(a <<<"x"|b)|"$(a <<< "x" | b)") +(${x:-$(a <<<"x"|b)});
    case x in 
        ?($(a <<<"x"|b)))

        ;;
    esac;
    echo $(echo ?($(a <<<"x"|b)) | b) ${x#?($(a <<< "x" | b))}
}
## END

#### behind a function in a function stands a semicolon, a here-document in it or not
f() {
g() { cat <<X
a
X
exit 1
}
h() { cat <<X
a
X
} 2>&1
i() { :; } <<X
a
X
b
}
declare -f f
## STDOUT:
f () 
{ 
    function g () 
    { 
        cat <<X
a
X

        exit 1
    };
    function h () 
    { 
        cat <<X
a
X

    } 2>&1;
    function i () 
    { 
        :
    } <<X
a
X

    b
}
## END

#### a here-document behind the function's body, a descriptor with a word that ends in -
f() { :; } <<E
text
E
declare -f f; g() { : <&x- >&"y"-; }; declare -f g; type f
## STDOUT:
f () 
{ 
    :
} <<E
text
E

g () 
{ 
    : 0<&x- 1>&"y"-
}
f is a function
f () 
{ 
    :
} <<E
text
E

## END

#### a lone quote in $'…' is printed with a backslash
f() { echo $'\'' $'a\'b' "$'\''"; }; declare -f f; f; g() { [[ $'\'' == $'\'' ]]; }; declare -f g; g; echo $?
## STDOUT:
f () 
{ 
    echo \' 'a'\''b' "$'\''"
}
' a'b $'\''
g () 
{ 
    [[ \' == \' ]]
}
0
## END

#### a function inside another is printed without the word function in posix mode
set -o posix
function outer {
	function inner { echo inside; }
	inner
}
declare -f outer
type outer
## STDOUT:
outer () 
{ 
    inner () 
    { 
        echo inside
    };
    inner
}
outer is a function
outer () 
{ 
    inner () 
    { 
        echo inside
    };
    inner
}
## END
