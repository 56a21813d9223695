import { createItem } from '#domain/plan/item.api.ts'
import { emptyContent } from '#domain/plan/item.ts'
import { createPlan } from '#domain/plan/plan.api.ts'
import { completeOctober, dutyOf, huanggang } from './october.ts'
import { expect, test } from './office.ts'
import { languagesBeside, sayIn, todo } from './words.ts'

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`the connection breaks while somebody types: entries stay and are saved once it is back (${language})`, async ({
    as,
    office,
  }) => {
    office.allow('offline')
    const page = await as('zhouyining', { language })
    await page.goto('/')
    await todo(page, huanggang).getByRole('link').click()
    const field = page.getByRole('textbox', { name: huanggang })
    await expect(field).toBeVisible()
    await page.context().setOffline(true)
    await field.fill('231.7')
    await expect(page.getByText(say('未保存，正在重试', 'Not saved, trying again'))).toBeVisible()
    await expect(field).toHaveValue('231.7')
    await field.fill('231.8')
    await page.context().setOffline(false)
    await expect(page.getByText(new RegExp(say('已自动保存，', 'Saved \\d')))).toBeVisible()
    await page.reload()
    await expect(field).toHaveValue('231.8')
  })

  test(`one person types one figure in two windows: whichever stays is chosen, never overwritten (${language})`, async ({
    as,
    office,
  }) => {
    office.allow(409)
    const path = `/duties/${await dutyOf(office, 'L1', huanggang)}`
    const [first, second] = [await as('zhouyining', { language }), await as('zhouyining', { language })]
    const saved = new RegExp(say('已自动保存，', 'Saved \\d'))
    for (const page of [first, second]) await page.goto(path)
    const [fieldOfFirst, field] = [first, second].map((page) => page.getByRole('textbox', { name: huanggang }))
    if (!fieldOfFirst || !field) throw new Error('there are two windows')
    await expect(field).toBeVisible()
    await fieldOfFirst.fill('231.7')
    await expect(first.getByText(saved)).toBeVisible()
    const elsewhere = second.getByRole('alert').filter({ hasText: say('另一窗口', 'another window') })

    await field.fill('240.1')
    await expect(elsewhere).toBeVisible()
    await second.getByRole('button', { name: say('载入最新内容', 'Load what is kept') }).click()
    await expect(field).toHaveValue('231.7')

    const savedAgain = first.waitForResponse((reply) => reply.ok() && reply.url().endsWith('/draft'))
    await fieldOfFirst.fill('231.9')
    await savedAgain
    await field.fill('240.2')
    await expect(elsewhere).toBeVisible()
    await second.getByRole('button', { name: say('以本窗口的为准', 'Keep what is typed here') }).click()
    await expect(second.getByText(saved)).toBeVisible()
    await expect(elsewhere).toBeHidden()
    await second.reload()
    await expect(field).toHaveValue('240.2')
  })

  test(`the Back button asks before it leaves an item half written (${language})`, async ({ as, office }) => {
    const staff = await office.client.as('linzhixia')
    const plan = await staff.do(createPlan, { body: { year: 2026, title: '2026年度绩效工作方案' } })
    const content = { ...emptyContent(2026), code: 'KA-2026-01', title: '共建文明口岸' }
    const { id } = await staff.do(createItem, { params: { id: plan.id }, body: { content } })
    const page = await as('linzhixia', { language })
    await page.goto(`/items/${id}`)
    await page.getByRole('link', { name: say('修改', 'Change') }).click()
    const goal = page.getByLabel(say('年度目标', 'Yearly goal'))
    await goal.fill('旅客满意度不低于95%')
    await page.goBack()
    await page.getByRole('button', { name: say('留在本页', 'Stay here') }).click()
    await expect(goal).toHaveValue('旅客满意度不低于95%')
    await page.goBack()
    await page.getByRole('button', { name: say('不保存，离开', 'Leave without saving') }).click()
    await expect(page).toHaveURL(new RegExp(`/items/${id}$`))
  })

  test(`two people change one item of the plan: the second is told, and keeps every word (${language})`, async ({
    as,
    office,
  }) => {
    office.allow(409)
    const staff = await office.client.as('linzhixia')
    const plan = await staff.do(createPlan, { body: { year: 2026, title: '2026年度绩效工作方案' } })
    const content = { ...emptyContent(2026), code: 'KA-2026-01', title: '共建文明口岸' }
    const { id } = await staff.do(createItem, { params: { id: plan.id }, body: { content } })

    const first = await as('linzhixia', { language })
    const second = await as('hejingming', { language })
    const goal = say('年度目标', 'Yearly goal')
    const save = say('保存事项', 'Save the item')
    for (const page of [first, second]) {
      await page.goto(`/items/${id}/edit`)
      await expect(page.getByLabel(goal)).toBeVisible()
    }
    await first.getByLabel(goal).fill('旅客满意度不低于95%')
    await second.getByLabel(goal).fill('旅客满意度不低于96%')
    await first.getByRole('button', { name: save }).click()
    await expect(first.getByText(say('没有未保存的改动', 'Nothing is unsaved'))).toBeVisible()

    await second.getByRole('button', { name: save }).click()
    await expect(second.getByRole('alert').filter({ hasText: /./ }).first()).toBeVisible()
    await expect(second.getByRole('main')).toContainText(
      say('您打开以后，别人改动了本事项', 'Somebody else changed this item after you opened it'),
    )
    const both = second.getByRole('dialog')
    await expect(both).toContainText('旅客满意度不低于95%')
    await both.getByRole('button', { name: say('暂不保存', 'Not now') }).click()
    await expect(second.getByLabel(goal)).toHaveValue('旅客满意度不低于96%')
    await first.reload()
    await expect(first.getByLabel(goal)).toHaveValue('旅客满意度不低于95%')

    await second.getByRole('button', { name: say('并列查看两份文字', 'Show both texts') }).click()
    await both.getByRole('radio', { name: say('年度目标：保留我写的', 'Yearly goal: keep mine') }).check()
    await both.getByRole('button', { name: say('按所选合并保存', 'Save what is chosen') }).click()
    await expect(second.getByText(say('没有未保存的改动', 'Nothing is unsaved'))).toBeVisible()
    await first.reload()
    await expect(first.getByLabel(goal)).toHaveValue('旅客满意度不低于96%')
  })

  test(`a figure is corrected in two windows: the second is told, and keeps what was typed (${language})`, async ({
    as,
    office,
  }) => {
    office.allow(409)
    const path = `/duties/${await dutyOf(office, 'L1', huanggang)}`
    await completeOctober(office)
    const windows = [await as('zhouyining', { language }), await as('zhouyining', { language })]
    for (const [at, page] of windows.entries()) {
      await page.goto(path)
      await page.getByRole('button', { name: say('更正', 'Correct') }).click()
      await page.getByLabel(say('数值（万人次）', 'Value (万人次)')).fill(`10${at}.1`)
      await page.getByLabel(say('更正理由', 'Reason of the correction')).fill('漏计一个晚高峰时段')
    }
    for (const page of windows)
      await page
        .getByRole('dialog')
        .getByRole('button', { name: say('更正', 'Correct') })
        .click()
    const [first, second] = windows.map((page) => page.getByRole('dialog'))
    if (!first || !second) throw new Error('there are two windows')
    await expect(first).toBeHidden()
    await expect(second.getByRole('alert')).toContainText(say('内容已有改动', 'this changed'))
    await expect(second.getByLabel(say('数值（万人次）', 'Value (万人次)'))).toHaveValue('101.1')
  })
}
