import fc from 'fast-check'

// Every property of the rules with twenty times as many cases: `npm run test:full`.
fc.configureGlobal({ numRuns: 2_000 })
