import { openYear } from '#domain/organization/year.api.ts'
import { expect, test } from './office.ts'
import { heading, languagesBeside, sayIn } from './words.ts'

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`the catalogue is kept by the performance office, read by a division and carried into the next year (${language})`, async ({
    as,
    office,
  }) => {
    const staff = await as('linzhixia', { language })
    const rows = (page: typeof staff) => page.getByRole('table').getByRole('row')
    const search = async (page: typeof staff, words: string) => {
      const box = page.getByRole('searchbox', {
        name: say('名称、拼音首字母或编号', 'Name, pinyin initials or number'),
      })
      await box.fill(words)
      await box.press('Enter')
    }

    await test.step('found by the first letters of its pinyin, with what it stands under', async () => {
      await staff.goto('/catalogue?year=2025')
      await expect(heading(staff, say('2025年度指标目录', 'Catalogue of indicators 2025'))).toBeVisible()
      await search(staff, 'bpsrwwcl')
      await expect(rows(staff)).toHaveCount(2)
      await expect(rows(staff).nth(1)).toContainText('口岸业务数据')
      await staff.getByRole('link', { name: '白皮书任务完成率' }).click()
      await expect(heading(staff, '白皮书任务完成率')).toBeVisible()
      await expect(staff.getByRole('link', { name: /KA-2025-01/ })).toBeVisible()
    })

    await test.step('its target is changed; history says from what to what', async () => {
      await staff.getByRole('button', { name: say('修改指标', 'Change an indicator') }).click()
      const dialog = staff.getByRole('dialog')
      await dialog.getByLabel(say('目标值', 'Target')).fill('96.55')
      const save = dialog.getByRole('button', { name: say('修改指标', 'Change an indicator') })
      office.allow(409)
      await save.click()
      await expect(dialog).toContainText(say('最多1位小数', 'at most 1 decimals'))
      await dialog.getByLabel(say('目标值', 'Target')).fill('96.5')
      await save.click()
      await expect(dialog).toBeHidden()
      await expect(staff.getByRole('main')).toContainText('96.5')
      await expect(staff.getByRole('region', { name: say('办理记录', 'History') })).toContainText('96.5')
    })

    await test.step('an officer of a division reads it and is told who keeps it', async () => {
      const officer = await as('zhouyining', { language })
      await officer.goto('/catalogue?year=2025')
      await search(officer, '101')
      await officer.getByRole('link', { name: '白皮书任务完成率' }).click()
      await expect(officer.getByRole('main')).toContainText('96.5')
      await expect(officer.getByRole('main')).toContainText(
        say('指标目录由办绩效办维护', 'kept by the performance office'),
      )
    })

    await test.step('the next year starts from this one, its targets still to be written', async () => {
      const head = await office.client.as('hejingming')
      await head.do(openYear, { body: { year: 2026 } })
      await staff.goto('/catalogue?year=2026')
      await staff.getByRole('button', { name: say('沿用上年目录', 'Start from the year before') }).click()
      await expect(rows(staff).nth(1)).toBeVisible()
      await search(staff, '白皮书任务')
      await expect(rows(staff)).toHaveCount(2)
      await expect(rows(staff).nth(1)).not.toContainText('96.5')
      await staff.getByRole('link', { name: '白皮书任务完成率' }).click()
      const years = staff.getByRole('region', { name: say('各年度', 'Year by year') })
      await expect(years).toContainText('2025')
      await expect(years).toContainText('2026')
    })
  })
}
