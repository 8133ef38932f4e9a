// My week: shows progress while the planner thinks, and lets a mouse drag what the forms can move as well.
// Nothing here decides anything: the server says whether a place fits, and keeps what was moved.

const FIRST_MINUTE = 8 * 60
const MINUTES = 10 * 60
const SNAP = 15
const FAR_ENOUGH = 6
const PATIENCE = 120

const board = document.getElementById('board')
const form = document.getElementById('move')
const verdict = document.getElementById('verdict')

watchProgress()
previewOfForm()
if (board && form) {
  board.addEventListener('pointerdown', take)
  board.addEventListener('dragstart', event => event.preventDefault()) // the browser's own dragging would end ours
}

function watchProgress () {
  const box = document.getElementById('progress')
  if (!box) return
  const ask = async () => {
    try {
      const now = (await read(box.dataset.again)).getElementById('progress')
      if (!now || now.dataset.stamp !== box.dataset.stamp) return location.reload()
      box.replaceChildren(...now.childNodes)
    } catch { /* the connection may come back */ }
    setTimeout(ask, 1500)
  }
  setTimeout(ask, 1000)
}

function previewOfForm () {
  const fields = document.getElementById('place')
  if (!fields) return
  let waiting = 0
  fields.addEventListener('input', event => {
    if (event.target.name === 'note') return
    clearTimeout(waiting)
    waiting = setTimeout(async () => {
      const place = new URLSearchParams(new FormData(fields))
      place.delete('csrf_token')
      const found = await fitOf(fields.dataset.fit, place)
      if (found) document.getElementById('fit').replaceWith(found)
    }, 300)
  })
}

function take (down) {
  const block = down.target.closest('a[data-key]')
  if (!block || down.button !== 0 || down.pointerType === 'touch') return
  getSelection().removeAllRanges()
  const held = {
    block,
    from: block.closest('td').dataset.officer,
    grip: down.clientX - block.getBoundingClientRect().left,
    place: null,
    asked: 0
  }
  const move = event => follow(held, down, event)
  const stop = event => {
    document.removeEventListener('pointermove', move)
    document.removeEventListener('pointerup', stop)
    document.removeEventListener('pointercancel', stop)
    document.removeEventListener('keydown', escape)
    letGo(held, event.type === 'pointerup')
  }
  const escape = event => { if (event.key === 'Escape') stop(event) }
  document.addEventListener('pointermove', move)
  document.addEventListener('pointerup', stop)
  document.addEventListener('pointercancel', stop)
  document.addEventListener('keydown', escape)
}

function follow (held, down, event) {
  if (!held.ghost) {
    if (Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < FAR_ENOUGH) return
    held.ghost = document.createElement('div')
    held.ghost.className = 'app-ghost'
    held.ghost.setAttribute('aria-hidden', 'true')
    document.body.append(held.ghost)
    held.block.classList.add('app-held')
    held.block.addEventListener('click', stay, { once: true, capture: true })
  }
  event.preventDefault()
  getSelection().removeAllRanges()
  held.ghost.style.left = `${event.clientX + 12}px`
  held.ghost.style.top = `${event.clientY + 12}px`
  const place = placeAt(event, held)
  if (same(place, held.place)) return
  mark(held, place)
  held.ghost.textContent = place ? `${place.day} ${place.at} · ${place.name}` : held.block.firstChild.textContent
  clearTimeout(held.asked)
  if (place) held.asked = setTimeout(() => judge(held, place), PATIENCE)
}

function stay (click) {
  click.preventDefault()
}

function placeAt (event, held) {
  const cell = document.elementFromPoint(event.clientX, event.clientY)?.closest('td[data-officer]')
  if (!cell) return null
  const line = cell.querySelector('.app-line').getBoundingClientRect()
  const minute = FIRST_MINUTE + (event.clientX - held.grip - line.left) / line.width * MINUTES
  const snapped = Math.min(Math.max(Math.round(minute / SNAP) * SNAP, FIRST_MINUTE), FIRST_MINUTE + MINUTES - SNAP)
  const at = `${String(Math.floor(snapped / 60)).padStart(2, '0')}:${String(snapped % 60).padStart(2, '0')}`
  return { cell, at, officer: cell.dataset.officer, on: cell.dataset.on, name: cell.dataset.name, day: cell.dataset.day }
}

function same (one, other) {
  return one === other || Boolean(one && other && one.cell === other.cell && one.at === other.at)
}

function mark (held, place) {
  held.place?.cell.classList.remove('app-drop', 'app-drop--fits', 'app-drop--short')
  place?.cell.classList.add('app-drop')
  held.place = place
  if (!place) verdict.hidden = true
}

async function judge (held, place) {
  const found = await fitOf(form.dataset.fit.replace('KEY', encodeURIComponent(held.block.dataset.key)), asParameters(held, place))
  if (!found || !same(place, held.place)) return found
  const fits = found.dataset.fits === 'yes'
  place.cell.classList.toggle('app-drop--fits', fits)
  place.cell.classList.toggle('app-drop--short', !fits)
  verdict.textContent = found.querySelector('strong').textContent
  const why = found.querySelector('li')
  if (why) verdict.append(`. ${why.textContent}`)
  verdict.className = `app-verdict app-verdict--${fits ? 'fits' : 'short'}`
  verdict.hidden = false
  return found
}

function asParameters (held, place) {
  return new URLSearchParams({ on: place.on, at: place.at, officer: place.officer, held_by: held.from })
}

async function letGo (held, isDropped) {
  clearTimeout(held.asked)
  if (!held.ghost) return
  held.ghost.remove()
  const place = isDropped ? held.place : null
  const found = place ? await judge(held, place) : null
  setTimeout(() => held.block.removeEventListener('click', stay, { capture: true }))
  if (!place || !found) {
    held.block.classList.remove('app-held')
    mark(held, null)
    return
  }
  const address = form.dataset.move.replace('KEY', encodeURIComponent(held.block.dataset.key))
  if (found.dataset.fits !== 'yes') {
    location.assign(`${address}?${asParameters(held, place)}`) // the form says why, and asks for a note
    return
  }
  for (const [name, value] of asParameters(held, place)) form.elements[name].value = value
  form.action = address
  form.submit()
}

async function fitOf (address, place) {
  try {
    return (await read(`${address}?${place}`)).getElementById('fit')
  } catch {
    return null
  }
}

async function read (address) {
  const answer = await fetch(address, { credentials: 'same-origin' })
  if (!answer.ok) throw new Error(answer.statusText)
  return new DOMParser().parseFromString(await answer.text(), 'text/html')
}
