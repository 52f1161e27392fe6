# tests/agent/kill.t - the supervisor's death ends everything it traced, and loses no event.

#### a hundred kills at random moments
python3 "$FIXTURES/killer.py" 100
## STDOUT:
survivors: 0
ran: yes
not in the log: 0
verify: 0
## END
## needs: python3
