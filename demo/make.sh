#!/usr/bin/env bash
# Makes anna.opus and ben.opus again from dialogue.txt. Both last equally long and each is silent while the other talks,
# so that the two played together are the conversation.
# Debian packages: flite sox opus-tools.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A beat between two turns, in seconds.
pause=0.4
turn=0
while read -r who text; do
    turn=$((turn + 1))
    case $who in
        anna) voice=slt other=ben ;;
        ben) voice=rms other=anna ;;
        *) echo "dialogue.txt: unknown speaker '$who'" >&2; exit 1 ;;
    esac
    name=$(printf '%03d' "$turn")
    flite -voice "$voice" -t "$text" -o "$work/raw.wav"
    sox -D "$work/raw.wav" "$work/$who-$name.wav" norm -3 pad 0 "$pause"
    # The other's silence: the same number of samples.
    sox -D "$work/$who-$name.wav" "$work/$other-$name.wav" vol 0
done < dialogue.txt

serial=2001
for who in anna ben; do
    sox -D "$work/$who"-*.wav "$work/$who.wav" pad 0.5 1.5
    opusenc --quiet --speech --vbr --bitrate 24 --framesize 20 --expect-loss 10 --comp 10 --padding 0 --serial $serial \
        "$work/$who.wav" "$who.opus"
    serial=$((serial + 1))
done
opusinfo anna.opus ben.opus
