// Switches on the components of GOV.UK Frontend that are on the page. Every page works without it.
import { initAll } from './vendor/govuk-frontend.min.js'

initAll()

// Signing out empties the browser. What was tapped at court and not yet sent would be lost: it is sent, or asked about.
document.querySelector('.app-header__out')?.addEventListener('submit', event => {
  const waiting = JSON.parse(localStorage.getItem('day-taps') || '[]').filter(tap => !tap.sent).length
  if (!waiting || document.querySelector('[data-day]')) return
  event.preventDefault()
  location.assign('/day/')
})
