import { huanggang } from './october.ts'
import { expect, test } from './office.ts'
import { heading, languagesBeside, sayIn } from './words.ts'

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`a card is explained, read and withdrawn; every rate opens the list it was counted from (${language})`, async ({
    as,
    office,
  }) => {
    await office.clock('2025-11-12')
    const head = await as('chenjiahe', { language })
    const redCard = /红牌|Red card/

    await test.step('the division that was hit explains', async () => {
      await head.goto('/cards?step=red')
      const row = head.getByRole('row').filter({ hasText: huanggang }).filter({ hasText: redCard })
      await row.getByRole('link', { name: say('待说明', 'To be explained') }).click()
      await expect(heading(head, new RegExp(huanggang))).toBeVisible()
      await head.getByRole('button', { name: new RegExp(`^${say('说明', 'Explain')}`) }).click()
      const dialog = head.getByRole('dialog')
      await dialog.getByRole('button', { name: new RegExp(`^${say('说明', 'Explain')}`) }).click()
      await expect(dialog.getByText(say('至少2个字符', 'At least 2'))).toBeVisible()
      await dialog.getByRole('textbox').fill('口岸客流系统升级，11月12日恢复。')
      await dialog.getByRole('button', { name: new RegExp(`^${say('说明', 'Explain')}`) }).click()
      await expect(head.getByText('口岸客流系统升级，11月12日恢复。').first()).toBeVisible()
    })

    const address = head.url().replace(/#.*/, '')
    await test.step('the performance office reads it and withdraws the card', async () => {
      const performanceOffice = await as('linzhixia', { language })
      await performanceOffice.goto(address)
      await performanceOffice.getByRole('button', { name: new RegExp(`^${say('阅知', 'Read')}`) }).click()
      await expect(performanceOffice.locator('#act-see')).toHaveCount(0)
      await performanceOffice.getByRole('button', { name: new RegExp(`^${say('撤销', 'Withdraw')}`) }).click()
      const dialog = performanceOffice.getByRole('dialog')
      await dialog.getByRole('textbox').fill('系统升级经核实，非本处责任')
      await dialog.getByRole('button', { name: new RegExp(`^${say('撤销', 'Withdraw')}`) }).click()
      await expect(performanceOffice.getByText('系统升级经核实，非本处责任').first()).toBeVisible()
      await performanceOffice.goto('/cards?state=withdrawn')
      await expect(performanceOffice.getByRole('row').filter({ hasText: huanggang })).toHaveCount(1)
    })

    await test.step('every rate opens the list it was counted from', async () => {
      const performanceOffice = await as('linzhixia', { language })
      await performanceOffice.goto('/timeliness')
      await expect(heading(performanceOffice, say('数据及时率和完整率', 'Timeliness and completeness'))).toBeVisible()
      const total = performanceOffice.getByRole('row').filter({ hasText: say('合计', 'Total') })
      const counted = total.getByRole('link', { name: new RegExp(say('完整率计入', 'Completeness, counted')) })
      const count = Number(await counted.textContent())
      await counted.click()
      await expect(heading(performanceOffice, say('完整率', 'Completeness'))).toBeVisible()
      const more = performanceOffice.getByRole('button', { name: say('更多', 'More') })
      await expect(async () => {
        if (await more.isVisible()) await more.click()
        await expect(performanceOffice.getByText(say(`共${count}项`, `${count} in all`))).toBeVisible({
          timeout: 1_000,
        })
      }).toPass()
    })
  })

  test(`a later due day is asked for and granted; the card falls by the new day (${language})`, async ({
    as,
    office,
  }) => {
    const officer = await as('zhouyining', { language })
    await test.step('the division asks on the page of the figure', async () => {
      await officer.goto('/duties?period=2025-10')
      await officer
        .getByRole('link', { name: new RegExp(`${huanggang}.*${say('10月', 'Oct')}`) })
        .first()
        .click()
      await officer.getByRole('link', { name: say('打开', 'Open') }).click()
      await officer.locator('#act-extend').click()
      const dialog = officer.getByRole('dialog')
      await dialog.getByLabel(say('内部期限延至', 'Internal day until')).fill('2025-11-07')
      await dialog.getByLabel(say('理由', 'Reason')).fill('客流系统升级')
      await dialog.getByRole('button', { name: new RegExp(say('提交申请', 'Submit the request')) }).click()
      await expect(heading(officer, say('期限延长', 'Later due day'))).toBeVisible()
    })
    const address = officer.url()
    await test.step('the performance office grants it', async () => {
      const performanceOffice = await as('linzhixia', { language })
      await performanceOffice.goto('/due-exceptions')
      await expect(performanceOffice.getByRole('row').filter({ hasText: huanggang })).toHaveCount(1)
      await performanceOffice.goto(address)
      await performanceOffice.locator('#act-grant').click()
      await expect(performanceOffice.getByText(say('已调整期限的数据', 'Data with new days')).first()).toBeVisible()
    })
    await test.step('the external day has not moved: its card falls as ever', async () => {
      await office.clock('2025-11-08')
      await officer.goto('/cards?step=yellow')
      await expect(officer.getByRole('row').filter({ hasText: huanggang })).not.toHaveCount(0)
    })
  })
}
