import { expect, test } from './office.ts'
import { beginActs, beginCollectionDraft, beginNextCall, beginNextPlan, meetsNextCall } from './screens/begun.ts'
import { entered } from './screens/english.ts'
import { judge } from './screens/judge.ts'
import { screens } from './screens/list.ts'
import { people } from './screens/people.ts'
import { isEveryVariant, nameOf, variants } from './screens/variants.ts'

/**
 * Every screen of the demo office, person by person: no fault by axe (WCAG 2.2 AA), none by our own measures, no
 * complaint of the browser, and on the English ones no Chinese beside what was entered.
 */
for (const [turn, variant] of variants.entries()) {
  const shown = screens.filter((_, at) => isEveryVariant || at % variants.length === turn)
  test.describe(nameOf(variant), () => {
    for (const user of new Set(shown.map((screen) => screen.user))) {
      test(`the screens of ${user ?? 'a visitor'}`, async ({ as, visitor, office }) => {
        test.setTimeout(600_000)
        office.allow(401, 404)
        if (user === people.performanceHead) {
          await beginNextPlan(office.client)
          await beginActs(office.client)
        }
        if (user === people.otherCoordinatingHead) await beginCollectionDraft(office.client)
        if (user !== null && meetsNextCall.includes(user)) await beginNextCall(office.client)
        const page = await (user === null ? visitor(variant) : as(user, variant))
        const look = { variant, entered: variant.language === 'en' ? entered(page) : null }
        const faults: string[] = []
        for (const screen of shown.filter((one) => one.user === user)) {
          await test.step(screen.name, async () => void faults.push(...(await judge(page, screen, look))))
        }
        expect(faults).toEqual([])
      })
    }
  })
}
