import { type DueTodo, listTodos } from '#domain/home/home.api.ts'
import { administrators, userNames } from '#tools/demo-office/people.ts'
import { expect, test } from './office.ts'
import { isEveryVariant } from './screens/variants.ts'

const everybody = [...userNames, ...Object.values(administrators).map(({ userName }) => userName)]
const halves = [everybody.slice(0, everybody.length / 2), everybody.slice(everybody.length / 2)]

/** Each to-do with its place in the list; by `npm test` the first of each kind that a person has. */
const opened = (rows: readonly DueTodo[]): (readonly [number, DueTodo])[] =>
  [...rows.entries()].filter(
    ([at, { action }]) => isEveryVariant || at === rows.findIndex((other) => other.action.zh === action.zh),
  )

for (const [at, people] of halves.entries()) {
  test(`every to-do leads to the focused button or figure that ends it, and the badge counts them (${at + 1} of ${halves.length})`, async ({
    as,
    office,
  }) => {
    test.setTimeout(600_000)
    for (const userName of people) {
      const { rows } = await (await office.client.as(userName)).do(listTodos)
      const page = await as(userName)
      await page.goto('/todos')
      const links = page.getByRole('main').getByRole('listitem').getByRole('link')
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(links).toHaveCount(rows.length)
      const badge = page.getByRole('banner').getByRole('link', { name: '待办' })
      if ((await badge.count()) > 0) await expect(badge).toHaveText(`待办${rows.length || ''}`)
      for (const [place, { link, action, object }] of opened(rows)) {
        await test.step(`${userName}: ${action.zh}${object.zh}`, async () => {
          await links.nth(place).click()
          await expect(page).toHaveURL(link)
          const focused = page.locator(':focus')
          if (link.endsWith('#act-fill')) await expect(focused, link).toHaveRole('textbox')
          else {
            await expect(focused, link).toHaveRole('button')
            await expect(focused, link).not.toHaveAttribute('aria-describedby')
          }
          await page.goBack()
          await expect(links).toHaveCount(rows.length)
        })
      }
    }
  })
}
