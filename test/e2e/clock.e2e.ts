import type { Page } from '@playwright/test'
import { completeOctober, huanggang, reportOctober } from './october.ts'
import { expect, test } from './office.ts'
import { heading, languagesBeside, sayIn } from './words.ts'

for (const language of languagesBeside) {
  const say = sayIn(language)

  /** Presses the control of the demo until its clock shows the day. */
  async function forward(page: Page, days: 1 | 7, until: string): Promise<void> {
    const strip = page.getByRole('region', { name: say('演示时钟', 'Demo clock') })
    const button = strip.getByRole('button', {
      name: days === 1 ? say('前进1天', 'Forward 1 day') : say('前进7天', 'Forward 7 days'),
    })
    const shown = async () => /\d{4}-\d\d-\d\d/.exec((await strip.textContent()) ?? '')?.[0] ?? ''
    for (let today = await shown(); today !== until; today = await shown()) {
      expect(today < until, `${today} is before ${until}`).toBe(true)
      await expect(button).not.toHaveAttribute('aria-busy', 'true') // the page is still reading what the last day brought
      await button.click()
      await expect(strip).not.toContainText(today)
    }
  }

  test(`days pass: yellow, red, early warning; late data settle a card and erase none (${language})`, async ({
    as,
    office,
  }) => {
    const page = await as('chenjiahe', { language })
    const [yellow, red, warning] = [say('黄牌', 'Yellow card'), say('红牌', 'Red card'), say('预警', 'Early warning')]
    const cardsOf = async (kind: string, name: string) => {
      await page.goto('/cards')
      await expect(heading(page, say('预警和牌', 'Warnings and cards'))).toBeVisible()
      const rows = page.getByRole('row').filter({ hasText: name }).filter({ hasText: kind })
      return rows.filter({ hasText: say('10月', 'Oct') })
    }

    await test.step('on the day after the external due day the card is yellow', async () => {
      await expect(await cardsOf(yellow, huanggang)).toHaveCount(0)
      await page.goto('/')
      await forward(page, 1, '2025-11-08')
      await page.goto('/')
      await expect(page.getByRole('region', { name: say('预警和牌', 'arnings and cards') })).toContainText(yellow)
      await expect(await cardsOf(yellow, huanggang)).toHaveCount(1)
      await page.goto('/duties?period=2025-10')
      await expect(
        page.getByRole('link', { name: new RegExp(`${huanggang}.*${say('10月', 'Oct')}.*${yellow}`) }),
      ).toBeVisible()
    })

    await test.step('two working days later it is red', async () => {
      await forward(page, 1, '2025-11-12')
      await page.goto('/')
      await expect(page.getByRole('region', { name: say('预警和牌', 'arnings and cards') })).toContainText(red)
      await page.goto('/duties?period=2025-10')
      await expect(
        page.getByRole('link', { name: new RegExp(`${huanggang}.*${say('10月', 'Oct')}.*${red}`) }),
      ).toBeVisible()
      await expect(await cardsOf(red, huanggang)).toHaveCount(1)
      await expect(await cardsOf(yellow, huanggang)).toHaveCount(1)
    })

    await test.step('the data come late: both cards stay and are settled', async () => {
      await completeOctober(office)
      await reportOctober(office, '2025-11-12')
      for (const kind of [yellow, red]) {
        await expect(await cardsOf(kind, huanggang)).toHaveCount(1)
        await expect(await cardsOf(kind, huanggang)).toContainText(say('解除', 'settled'))
      }
    })

    await test.step('a quarter draws near its due day: early warning', async () => {
      const performanceOffice = await as('linzhixia', { language })
      await performanceOffice.goto('/')
      await forward(performanceOffice, 7, '2026-01-07')
      await forward(performanceOffice, 1, '2026-01-08')
      await performanceOffice.goto('/cards')
      await expect(
        performanceOffice.getByRole('row').filter({ hasText: '白皮书任务完成率' }).filter({ hasText: warning }),
      ).not.toHaveCount(0)
    })
  })
}
