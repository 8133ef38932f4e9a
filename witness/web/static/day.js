// The day at court on a phone with a bad connection: taps are kept here with the phone's own time and an id, and sent
// when there is a connection. Kept: opaque ids, the step, the times. Without this script every button is a plain form.

const KEY = 'day-taps'
const CLOCK = 'day-clock' // by how many milliseconds this phone is behind the server
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'
const AFTER = { interrupted: 'called', sent_home: 'home_safe' }
const SILENT = ['rang', 'told_family', 'undone']
const AGAIN_EVERY = 10000
const PATIENCE = 8000

const root = document.querySelector('[data-day]')
const words = JSON.parse(root.dataset.dayWords)
const status = root.querySelector('[data-day-status]')
const refusals = root.querySelector('[data-day-refused]')
let sending = false

compareClocks()
forgetWhatThePageShows()
root.addEventListener('submit', take)
root.addEventListener('submit', askForConnection)
document.querySelector('.app-header__out')?.addEventListener('submit', beforeSigningOut)
addEventListener('online', send)
addEventListener('storage', draw)
document.addEventListener('visibilitychange', () => { if (!document.hidden) send() })
setInterval(send, AGAIN_EVERY)
setInterval(countMinutes, 20000)
countMinutes()
draw()
send()
keepForLater()

function taps () {
  try { return JSON.parse(localStorage.getItem(KEY)) || [] } catch { return [] }
}

function keep (list) { localStorage.setItem(KEY, JSON.stringify(list)) }

// Only what this person tapped is theirs to send; another's waits for another's sign-in.
function mine (list) { return list.filter(tap => tap.account === root.dataset.dayAccount) }

function waiting () { return mine(taps()).filter(tap => !tap.sent && !tap.why) }

function newId () {
  return Array.from(crypto.getRandomValues(new Uint8Array(26)), byte => LETTERS[byte & 31]).join('')
}

function take (event) {
  if (!event.target.matches('[data-tap]')) return
  event.preventDefault()
  const said = new FormData(event.target)
  const button = event.submitter
  const text = name => (button?.name === name ? button.value : said.get(name)) || ''
  if (!text('step')) return
  keep([...taps(), {
    account: root.dataset.dayAccount,
    tap_id: newId(),
    case_id: text('case_id'),
    witness_id: text('witness_id'),
    on: root.dataset.day,
    step: text('step'),
    device_at: new Date().toISOString(),
    whom: text('whom'),
    said: text('said'),
    person: text('person'),
    undoes: text('undoes')
  }])
  event.target.closest('details')?.removeAttribute('open')
  draw()
  send()
}

// A text is never kept for later: what it says may no longer be so.
function askForConnection (event) {
  if (!event.target.matches('[data-needs-connection]') || navigator.onLine) return
  event.preventDefault()
  const line = event.target.querySelector('[role=alert]') || event.target.appendChild(Object.assign(document.createElement('p'), { className: 'app-day__alarm' }))
  line.setAttribute('role', 'alert')
  line.textContent = 'No connection: no text was sent and none is kept. Send it when you are connected, or ring.'
}

async function send () {
  const list = waiting()
  if (sending || !list.length) return
  sending = true
  try {
    const answer = await fetch(root.dataset.daySend, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Content-Type': 'application/json', 'X-CSRFToken': root.dataset.dayToken },
      body: JSON.stringify({ sent_at: new Date().toISOString(), taps: list }),
      signal: AbortSignal.timeout(PATIENCE)
    })
    if (answer.ok) settle(await answer.json())
    else if (answer.type === 'opaqueredirect' || answer.status < 500) signInAgain()
  } catch { /* no connection: it is tried again */ } finally {
    sending = false
    draw()
  }
}

function settle (answer) {
  const kept = new Set(answer.kept)
  const why = new Map(answer.refused.map(one => [one.tap_id, one.why]))
  keep(taps().map(tap => kept.has(tap.tap_id)
    ? { ...tap, sent: answer.now }
    : why.has(tap.tap_id) ? { ...tap, why: why.get(tap.tap_id) } : tap))
  // The page then says what the server knows: the time put right, and what others have tapped.
  if (kept.size && !waiting().length && !why.size) location.reload()
}

function signInAgain () {
  // A page from the pocket holds an old token: the page itself is asked for anew, and leads to the sign-in if need be.
  const link = Object.assign(document.createElement('a'), { href: '/day/', textContent: 'Open the page anew to send them' })
  link.className = 'govuk-link'
  status.dataset.stale = 'yes'
  status.replaceChildren(`${count(waiting().length)} kept on this phone, not yet sent. `, link)
  status.hidden = false
}

// A page that the server made after it had taken a tap in shows it by itself.
function forgetWhatThePageShows () {
  const over = tap => tap.sent ? tap.sent <= root.dataset.dayNowAt : tap.why && tap.on !== root.dataset.day
  keep(taps().filter(tap => !over(tap)))
}

function draw () {
  const all = mine(taps())
  for (const card of root.querySelectorAll('[data-day-card]')) drawCard(card, all)
  const left = all.filter(tap => !tap.sent && !tap.why)
  if (left.length) {
    if (!status.dataset.stale) status.textContent = `${count(left.length)} kept on this phone, not yet sent`
    status.hidden = false
  } else {
    delete status.dataset.stale
    status.hidden = true
  }
  const others = taps().length - all.length
  const lines = all.filter(tap => tap.why).map(tap => `${words[tap.step]} at ${hour(tap.device_at)} was not taken: ${tap.why}`)
  if (others) lines.push(`${count(others)} of somebody else wait on this phone until they sign in.`)
  refusals.replaceChildren(...lines.map(line => Object.assign(document.createElement('p'), { textContent: line })))
  refusals.hidden = !lines.length
}

function drawCard (card, all) {
  const own = all.filter(tap => tap.witness_id === card.dataset.witness && tap.on === root.dataset.day && !tap.why)
  const line = card.querySelector('[data-day-kept]')
  line.hidden = !own.length
  if (!own.length) return
  line.textContent = own.map(tap => `${words[tap.step]} ${hour(tap.device_at)}`).join(', ')
  const steps = own.filter(tap => !SILENT.includes(tap.step))
  if (!steps.length) return
  const ahead = card.dataset.ahead.split(' ')
  let next = ahead[0]
  for (const tap of steps) next = AFTER[tap.step] || following(tap.step, ahead, next)
  const button = card.querySelector('[data-day-next]')
  button.hidden = !next
  card.querySelector('[data-day-done]').hidden = Boolean(next)
  button.value = next || ''
  button.firstChild.nodeValue = next ? words[next] : ''
}

function following (step, ahead, next) {
  if (step === 'not_come') return 'home_safe'
  if (step === 'called') return 'released'
  const place = ahead.indexOf(step)
  return place < 0 ? next : ahead[place + 1] || ''
}

// A page that comes from the phone itself is old: its hour says nothing about the clock, and it says so.
function compareClocks () {
  const madeAt = new Date(root.dataset.dayNowAt)
  if (root.dataset.dayFromPocket === undefined) return localStorage.setItem(CLOCK, madeAt - Date.now())
  const line = root.querySelector('[data-day-pocket]')
  line.textContent = `No connection. This is how it stood at ${hour(root.dataset.dayNowAt)}, with what you have tapped since.`
  line.hidden = false
}

function countMinutes () {
  const present = Date.now() + Number(localStorage.getItem(CLOCK))
  for (const line of root.querySelectorAll('[data-day-since]')) {
    const minutes = Math.floor((present - new Date(line.dataset.daySince)) / 60000)
    if (minutes >= 0 && minutes < 1440) line.querySelector('[data-day-minutes]').textContent = minutes
  }
}

// Signing out empties the browser, of what another has tapped on this phone too.
async function beforeSigningOut (event) {
  const unsent = () => taps().filter(tap => !tap.sent && !tap.why)
  if (!unsent().length) return
  event.preventDefault()
  const form = event.target
  await send()
  const lost = `${count(unsent().length)} on this phone cannot be sent now and will be lost. Sign out all the same?`
  if (!unsent().length || confirm(lost)) form.submit()
}

// Lets the list open without a connection until midnight: initials, hours and steps of today, and how the page looks.
async function keepForLater () {
  if (!('serviceWorker' in navigator)) return
  try {
    await navigator.serviceWorker.register('/day/worker.js', { scope: '/day/' })
    const worker = (await navigator.serviceWorker.ready).active
    const looks = performance.getEntriesByType('resource').map(one => one.name).filter(name => name.startsWith(`${location.origin}/static/`))
    worker.postMessage({ looks: [...new Set(looks)], list: root.dataset.dayPage === 'list' ? location.href : '/day/' })
  } catch { /* an old browser, or private browsing: taps are kept all the same */ }
}

function count (number) { return number === 1 ? '1 step' : `${number} steps` }

function hour (instant) {
  const said = new Date(instant).toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit', hour12: true, timeZone: 'Europe/London' })
  return said.replace(':00', '').replace(':', '.').replace(/\s/g, '')
}
