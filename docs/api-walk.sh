#!/usr/bin/env bash
# Walks one deal from first touch to referral by the API alone, with a refused move on the way.
#
#   docs/api-walk.sh LINK [MAP]
#
# LINK is the set-up link that `stagecraft serve` prints for a new workspace, MAP a process map (left out:
# examples/maps/seven-steps.yaml; the steps below are those of that map). Needs bash and curl. Prints every
# step; fails at the first answer that is not what it should be. CURL_CA_BUNDLE names the certificate of a
# server behind TLS that signs for itself.
set -euo pipefail

[ $# -ge 1 ] || { echo "Say the link that the server printed: $0 http://127.0.0.1:8080/setup#..." >&2; exit 2; }
link=$1
map=${2:-$(dirname "$0")/../examples/maps/seven-steps.yaml}
server=${link%%/setup#*}
secret=${link##*#}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# ask STATUS METHOD PATH [OPTION OF CURL...]: asks, prints the step, and leaves the answer in $answer.
ask() {
  local wanted=$1 method=$2 path=$3 status
  status=$(curl --silent --show-error --max-time 30 --cookie "$work/cookies" --cookie-jar "$work/cookies" \
    --output "$work/answer" --write-out '%{http_code}' --request "$method" "${@:4}" "$server$path")
  answer=$(cat "$work/answer")
  printf '%-6s %-55s %s\n' "$method" "$path" "$status"
  if [ "$status" != "$wanted" ]; then
    printf 'expected %s, got %s: %s\n' "$wanted" "$status" "$answer" >&2
    exit 1
  fi
}

# call STATUS METHOD PATH [JSON]
call() {
  [ $# -gt 3 ] || { ask "$@"; return; }
  printf '%s' "$4" >"$work/body"
  ask "$1" "$2" "$3" --header 'Content-Type: application/json' --data-binary "@$work/body"
}

step() { printf '\n%s\n' "$1"; }

# The first "NAME": NUMBER of the last answer.
number() { sed -n "s/^[^{]*{[^{]*\"$1\": *\([0-9][0-9]*\).*/\1/p" <<<"$(tr -d '\n' <<<"$answer")"; }

expect() {
  case $answer in
    *"$1"*) ;;
    *) printf 'expected to read %s in: %s\n' "$1" "$answer" >&2; exit 1 ;;
  esac
}

# A text file as a JSON string.
json_string() { sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/\t/\\t/g' -e 's/$/\\n/' "$1" | tr -d '\n'; }

touch_customer() { # KIND CRITERION NOTE
  call 201 POST "$deal/touchpoints" \
    "{\"kind\":\"$1\",\"contacts\":[$dana],\"confirms\":[\"$2\"],\"note\":\"$3\"}"
}
attach() { # NAME TEXT
  printf '%b' "$2" >"$work/$1"
  ask 201 POST "$deal/attachments?name=$1&from=$dana" --header 'Content-Type: text/csv' \
    --data-binary "@$work/$1"
}
enter() { call 201 POST "$deal/stage-entries" "{\"stage\":\"$1\"}"; }

step 'The first administrator comes in by the link, once.'
call 200 GET /ready
call 201 POST /api/setup \
  "{\"secret\":\"$secret\",\"name\":\"Ana\",\"email\":\"ana@example.org\",\"password\":\"a long password\"}"
ana=$(number person)
call 404 POST /api/setup \
  "{\"secret\":\"$secret\",\"name\":\"Eve\",\"email\":\"eve@example.org\",\"password\":\"a long password\"}"

step 'The process is written as a draft, and published.'
call 201 POST /api/processes "{\"text\":\"$(json_string "$map")\"}"
process=$(number process)
call 201 POST "/api/processes/$process/versions" '{"note":"First version"}'

step 'A company, and the person there who decides.'
call 201 POST /api/accounts '{"name":"Gear Works","domain":"gear.example"}'
account=$(number id)
call 201 POST /api/contacts "{\"name\":\"Dana Weber\",\"account\":$account,\"email\":\"dana@gear.example\"}"
dana=$(number id)

step 'First touch: a deal enters the first stage.'
call 201 POST /api/deals "{\"name\":\"Plant 7\",\"qualify\":true,\"contacts\":[$dana],
  \"values\":[{\"name\":\"account\",\"value\":\"$account\"},{\"name\":\"amount\",\"value\":\"12000\"}]}"
deal=/api/deals/$(number id)
call 201 POST "$deal/buying-group" "{\"contact\":$dana,\"roles\":[\"decision_maker\"]}"

step 'It may not go on before the prospect has reacted: the answer names what is missing.'
call 409 POST "$deal/stage-entries" '{"stage":"first_talk"}'
expect exit:reaction
call 200 GET "$deal"
expect '"attention"'

step 'The prospect writes, and the same move is right.'
touch_customer email reaction 'Asked how others did it'
enter first_talk
touch_customer call date_given 'Wants a second talk next week'
enter shared_picture
touch_customer email picture_confirmed 'Confirmed our notes'
enter homework

step 'Both sides promise something, and keep it.'
call 201 POST "$deal/promises" '{"side":"customer","text":"Send the papers","due":"2099-06-10"}'
call 201 POST "$deal/promises/1/keepings" '{}'

step 'The papers have to be there before the demonstration: the file is attached, and shown as evidence.'
call 409 POST "$deal/stage-entries" '{"stage":"demonstration"}'
expect exit:papers_in
attach papers.csv 'part,late orders\nshaft,17\n'
call 201 POST "$deal/evidence" "{\"criterion\":\"papers_in\",\"attachment\":$(number id)}"
enter demonstration
call 201 POST "$deal/evidence" '{"criterion":"next_step_named","choice":"A trial week"}'
enter doubts_settled

step 'A doubt is raised, answered and closed.'
call 201 POST "$deal/objections" '{"text":"Too dear"}'
call 201 POST "$deal/objections/1/answers" '{"text":"It pays in a year"}'
call 201 POST "$deal/objections/1/closings" '{"text":"resolved"}'
touch_customer email list_closed 'Every doubt is ticked'
enter quote_discussed

step 'A quote, the order, and the money.'
call 201 POST "$deal/quotes" '{"amount":{"amount_minor":1200000,"currency":"EUR"}}'
enter decision
call 409 POST "$deal/closings" '{"outcome":"won"}'
expect exit:order_signed
attach order.csv 'order,signed by\n7,Dana Weber\n'
order=$(number id)
call 201 POST "$deal/evidence" "{\"criterion\":\"order_signed\",\"attachment\":$order}"
call 201 POST "$deal/closings" '{"outcome":"won","motivations":["fewer late orders"]}'
call 201 POST "$deal/payments" '{"amount":{"amount_minor":1200000,"currency":"EUR"}}'

step 'What was sold is used, and leads to the next customer.'
call 201 POST "$deal/hand-overs" "{\"to\":$ana}"
enter first_use
call 201 POST "$deal/onboardings" "{\"confirmed_by\":[$dana]}"
touch_customer call use_confirmed 'Uses it every week'
enter next_need
call 201 POST "$deal/follow-on-deals" '{"origin":"referral","name":"Plant 8"}'
expect '"referral"'

step 'All of it can be read again, the order to the byte.'
call 200 GET "$deal"
expect '"won"'
expect '"exceptions":[]'
ask 200 GET "$deal/attachments/$order/content" --dump-header "$work/head"
cmp "$work/order.csv" "$work/answer"
step 'A browser keeps the file, and neither shows nor runs it.'
for header in 'content-disposition: attachment' 'content-type: application/octet-stream' \
  'x-content-type-options: nosniff' 'content-security-policy: sandbox'; do
  grep -i "^$header" "$work/head" || { printf 'expected %s in: %s\n' "$header" "$(cat "$work/head")" >&2; exit 1; }
done
step 'So can the rest of the deal.'
call 200 GET "$deal/events"
expect stage_entered
call 200 GET '/api/search?q=plant'
expect 'Plant 8'
call 204 DELETE /api/session
call 401 GET "$deal"

printf '\nThe deal went all the way.\n'
