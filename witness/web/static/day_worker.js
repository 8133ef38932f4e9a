// Opens the list of the day at court when there is no connection. Keeps one page, of today, and how it looks; the page
// goes at midnight, at sign-out (the browser is told to empty itself) and as soon as the server asks for a sign-in.

const BOX = 'day-at-court'
const PAGE = '/day/'
const PATIENCE = 5000
const NOTHING = 'There is no connection. What you tapped is kept on this phone and is sent when you open this page again.'

addEventListener('install', event => event.waitUntil(skipWaiting()))
addEventListener('activate', event => event.waitUntil(clients.claim()))
addEventListener('message', event => event.waitUntil(keepLooks(event.data.looks, event.data.list)))
addEventListener('fetch', event => {
  const { request } = event
  if (request.method !== 'GET') return
  const address = new URL(request.url)
  if (request.mode === 'navigate') event.respondWith(page(request, address))
  else if (address.pathname.startsWith('/static/')) event.respondWith(look(request))
})

async function keepLooks (looks, list) {
  const box = await caches.open(BOX)
  const missing = []
  for (const one of looks) if (!await box.match(one)) missing.push(one)
  await box.addAll(missing)
  if (!await kept(box)) await keepPage(box, await fetch(list, { redirect: 'manual' }))
}

async function page (request, address) {
  const box = await caches.open(BOX)
  try {
    const answer = await Promise.race([fetch(request), late()])
    if (answer.type === 'opaqueredirect') await box.delete(PAGE)
    if (address.pathname === PAGE) await keepPage(box, answer.clone())
    return answer
  } catch {
    return await kept(box) || new Response(NOTHING, { status: 503, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
  }
}

async function look (request) {
  try { return await fetch(request) } catch (gone) {
    const found = await caches.match(request, { cacheName: BOX })
    if (found) return found
    throw gone
  }
}

async function keepPage (box, answer) {
  if (answer.status !== 200) return
  const headers = new Headers(answer.headers)
  headers.set('X-Kept-On', today())
  // The page says of itself that it is an old one, and shows the hour at which it was made.
  const marked = (await answer.text()).replace('data-day-page=', 'data-day-from-pocket data-day-page=')
  await box.put(PAGE, new Response(marked, { status: 200, headers }))
}

async function kept (box) {
  const found = await box.match(PAGE)
  if (!found) return null
  if (found.headers.get('X-Kept-On') === today()) return found
  await box.delete(PAGE)
  return null
}

function today () { return new Date().toDateString() }

function late () { return new Promise((resolve, reject) => setTimeout(() => reject(new Error('late')), PATIENCE)) }
