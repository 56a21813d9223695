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
    await expect(second.getByLabel(goal)).toHaveValue('旅客满意度不低于96%')
    await first.reload()
    await expect(first.getByLabel(goal)).toHaveValue('旅客满意度不低于95%')
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
