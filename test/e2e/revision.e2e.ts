import type { Page } from '@playwright/test'
import { readPlanHistory } from '#domain/plan/plan.api.ts'
import { expect, test } from './office.ts'
import { consultAndSubmit, handOverMeanwhile, signItsNotice } from './revisionMeanwhile.ts'
import { entered } from './screens/english.ts'
import { judge } from './screens/judge.ts'
import { chips, heading, languagesBeside, sayIn, sign } from './words.ts'

const goal = '年底前口岸旅客通关平均用时不超过25分钟'
const why = '一季度口径按市里新文件重新核定'

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`an issued plan is revised the way a plan is made, and stays in force meanwhile (${language})`, async ({
    as,
    office,
  }) => {
    const staff = await as('linzhixia', { language })
    const main = staff.getByRole('main')

    await test.step('the performance office begins a revision with its reason', async () => {
      await staff.goto('/plans/2025/amendments')
      await staff.getByRole('button', { name: say('调整方案', 'Begin a revision') }).click()
      const dialog = staff.getByRole('dialog')
      await dialog.getByLabel(say('调整理由', 'Why it is revised')).fill('全年目标按市里要求调整')
      await dialog.getByRole('button', { name: say('调整方案', 'Begin a revision') }).click()
      await expect(heading(staff, say('第2次调整', 'revision 2'))).toBeVisible()
      await expect(main).toContainText('全年目标按市里要求调整')
      await expect(main).toContainText(say('内容相同', 'Nothing differs'))
    })
    const path = new URL(staff.url()).pathname
    const id = path.split('/').at(-1) ?? ''

    await test.step('a goal is changed in the draft; the plan in force keeps the old one', async () => {
      const items = staff.getByRole('region', { name: say('评估事项', 'Items') })
      await items
        .getByRole('link')
        .filter({ hasNotText: /^(表格|导入|Edit|Import|Add)/ })
        .first()
        .click()
      await staff.getByLabel(say('年度目标', 'Yearly goal'), { exact: true }).fill(goal)
      await staff.getByRole('button', { name: say('保存事项', 'Save the item') }).click()
      await expect(main).toContainText(say('没有未保存的改动', 'Nothing is unsaved'))

      await test.step('a phase that is over is rewritten with its own reason', async () => {
        const phase = staff.getByRole('group', { name: say('第1阶段', 'Phase 1'), exact: true })
        await phase.getByLabel(say('目标', 'Goal'), { exact: true }).fill('完成25%以上')
        await staff.getByRole('button', { name: say('保存事项', 'Save the item') }).click()
        await expect(main).toContainText(say('改写须说明理由', 'rewriting it needs a reason'))
        await staff.getByRole('button', { name: say('说明改写理由', 'Say why it is rewritten') }).click()
        const dialog = staff.getByRole('dialog')
        await dialog.getByLabel(say('改写的理由', 'Why it is rewritten')).fill(why)
        await dialog.getByRole('button', { name: say('说明理由', 'Say why') }).click()
        await expect(main).toContainText(say('1处已说明', 'answered: 1'))
      })
      await staff.goto(path)
      const revised = staff.getByRole('region', { name: say('调整内容', 'What is revised') })
      await expect(revised).toContainText(goal)
      await expect(revised).toContainText(say('改2个字段', '2 fields changed'))
      await staff.goto('/plans/2025')
      await expect(main).not.toContainText(goal)
    })

    await test.step('its screens are looked at, on a desk and on a phone', async () => {
      for (const width of [1366, 360]) {
        const look = await as('linzhixia', { language, width })
        const variant = { language, theme: 'light', size: 'normal', width } as const
        const known = language === 'en' ? entered(look) : null
        for (const at of [path, '/plans/2025/amendments']) {
          const screen = { name: at, user: 'linzhixia', at }
          expect(await judge(look, screen, { variant, entered: known })).toEqual([])
        }
      }
    })

    await test.step('a division reads what is revised while it is asked, not before', async () => {
      const officer = await as('zhouyining', { language })
      office.allow(404)
      await officer.goto(path)
      await expect(officer.getByRole('main')).not.toContainText(goal)
      await consultAndSubmit(office, id)
    })

    await test.step('the head of the leading group decides, seeing what becomes different', async () => {
      const leader = await as('shenhuaiyuan', { language })
      await leader.goto(path)
      const revised = leader.getByRole('region', { name: say('调整内容', 'What is revised') })
      await expect(revised).toContainText(goal)
      await expect(revised).toContainText(why)
      await handOverMeanwhile(office)
      await leader.reload()
      await expect(leader.getByRole('main')).toContainText(
        say('审议期间方案另有1项变动，不在所审版本内', 'Amended meanwhile: 1'),
      )
      await expect(leader.getByRole('main')).toContainText(say('工作交接', 'Handover'))
      const decide = (page: Page) => page.getByRole('button', { name: say('审定第2版', 'Decide on version 2') })
      await expect(decide(leader)).toBeVisible()
      const otherWindow = await as('shenhuaiyuan', { language })
      await otherWindow.goto(path)
      await decide(otherWindow).click()
      await sign(otherWindow, say, say('审定第2版', 'Decide on version 2'))
      await expect(chips(otherWindow)).toContainText(say('已审定', 'Decided'))

      await test.step('what is decided in another window is refused in the first, whose sentence stays', async () => {
        office.allow(409)
        await decide(leader).click()
        await sign(leader, say, say('审定第2版', 'Decide on version 2'))
        await expect(chips(leader)).toContainText(say('已审定', 'Decided'))
        await expect(decide(leader)).toHaveCount(0)
        const refused = say('您刚才的“审定”没有生效。', 'Your “Decide” did not take effect.')
        await expect(leader.getByText(refused)).toBeVisible()
        await leader.evaluate(() => window.dispatchEvent(new Event('visibilitychange'))) // read anew, as on coming back
        await leader.waitForLoadState('networkidle')
        await expect(leader.getByText(refused)).toBeVisible()
        await expect(leader.getByRole('alert')).toContainText(
          say('您阅看之后，内容已有改动，本次没有办理。', 'Not done: this changed after you read it.'),
        )
        const { rows } = await (await office.client.as('shenhuaiyuan')).do(readPlanHistory, { params: { id } })
        expect(rows.filter(({ action }) => action === 'plan.decide')).toHaveLength(1)
      })
    })

    await test.step('issued by its own notice, it is the next version of the plan', async () => {
      await signItsNotice(office, id)
      const head = await as('hejingming', { language })
      await head.goto(path)
      await head.getByRole('button', { name: say('印发', 'Issue') }).click()
      const dialog = head.getByRole('dialog')
      await expect(dialog).not.toContainText(say('预安排', 'Provisional'))
      await dialog.getByLabel(say('文号', 'Document number')).fill('深口绩〔2025〕12号')
      await dialog.getByRole('button', { name: say('印发', 'Issue') }).click()
      await expect(head.getByRole('main')).toContainText(say('已纳入方案第6版', 'version 6 of the plan'))
      await head.goto('/plans/2025')
      await expect(head.getByRole('main')).toContainText(goal)
      await expect(head.getByRole('main')).toContainText('深口绩〔2025〕1号')
      await head.goto(`${path}/notice`)
      await expect(head.getByRole('main')).toContainText('深口绩〔2025〕12号')
      await head.goto(`${path}/consultation`)
      await expect(heading(head, say('征求意见', 'Consultation'))).toBeVisible()
    })
  })
}
