// Switches on the components of GOV.UK Frontend that are on the page. Every page works without it.
import { initAll } from './vendor/govuk-frontend.min.js'

initAll()
