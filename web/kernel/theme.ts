import { type ThemeConfig, theme } from 'antd'
import type { ShownTheme, Size } from './display.tsx'

type Dress = { shown: ShownTheme; size: Size; isNarrow: boolean; isStill: boolean }

/**
 * Ant Design's tokens. The colours are those of tokens.css as they stand on <html> at this moment, so that there is
 * one list of them; every map token is set and none is derived from a seed.
 */
export function antdTheme({ shown, size, isNarrow, isStill }: Dress): ThemeConfig {
  const css = getComputedStyle(document.documentElement)
  const colour = (name: string): string => css.getPropertyValue(`--${name}`).trim()
  return {
    algorithm: shown === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    hashed: false,
    token: {
      ...surfaces(colour),
      ...signals(colour),
      ...shapes(colour, isStill),
      ...dimensions(size, isNarrow),
      fontFamily: 'var(--sans)',
    },
    components: components(colour),
  }
}

type Colour = (name: string) => string

const surfaces = (colour: Colour) => ({
  colorBgLayout: colour('bg'),
  colorBgContainer: colour('surface'),
  colorBgElevated: colour('raised'),
  colorFillAlter: colour('sunken'),
  colorBgContainerDisabled: colour('sunken'),
  colorText: colour('text'),
  colorTextHeading: colour('text'),
  colorTextSecondary: colour('text2'),
  colorTextLabel: colour('text2'),
  colorTextTertiary: colour('text3'),
  colorTextDescription: colour('text3'),
  colorTextPlaceholder: colour('text3'),
  colorTextDisabled: colour('text3'),
  colorIcon: colour('text2'),
  colorBorderSecondary: colour('line'),
  colorSplit: colour('line'),
  colorBorder: colour('edge'),
  colorBgMask: colour('veil'),
})

const signals = (colour: Colour) => ({
  colorPrimary: colour('ink'),
  colorPrimaryText: colour('ink'),
  colorPrimaryHover: colour('ink-hover'),
  colorPrimaryActive: colour('ink-hover'),
  colorPrimaryBorder: colour('ink'),
  colorPrimaryBg: colour('ink-bg'),
  colorInfo: colour('ink'),
  colorInfoBg: colour('ink-bg'),
  colorInfoBorder: colour('ink'),
  colorLink: colour('ink'),
  colorLinkHover: colour('ink-hover'),
  colorLinkActive: colour('ink-hover'),
  controlItemBgActive: colour('ink-bg'),
  controlItemBgActiveHover: colour('ink-bg'),
  controlItemBgHover: colour('sunken'),
  colorTextLightSolid: colour('on-ink'),
  colorSuccess: colour('green'),
  colorSuccessText: colour('green'),
  colorSuccessBg: colour('green-bg'),
  colorSuccessBorder: colour('green'),
  colorWarning: colour('yellow'),
  colorWarningText: colour('yellow'),
  colorWarningBg: colour('yellow-bg'),
  colorWarningBorder: colour('yellow'),
  colorError: colour('red'),
  colorErrorText: colour('red'),
  colorErrorBg: colour('red-bg'),
  colorErrorBorder: colour('red'),
  colorErrorHover: colour('red'),
})

const shapes = (colour: Colour, isStill: boolean) => ({
  borderRadius: 4,
  borderRadiusSM: 3,
  borderRadiusLG: 8,
  lineWidthFocus: 2,
  controlOutline: colour('focus'),
  motion: !isStill,
  motionDurationFast: '0.08s',
  motionDurationMid: '0.12s',
  motionDurationSlow: '0.16s',
  boxShadow: colour('shadow-pop'),
  boxShadowSecondary: colour('shadow-pop'),
  boxShadowTertiary: 'none',
  fontWeightStrong: 600,
  lineHeight: 1.6,
})

/** On a phone the base is 16 px and a finger finds 44 px. */
function dimensions(size: Size, isNarrow: boolean) {
  if (size === 'large')
    return {
      fontSize: 18,
      fontSizeSM: 16,
      fontSizeLG: 20,
      fontSizeXL: 23,
      controlHeight: 44,
      controlHeightSM: isNarrow ? 44 : 36,
      controlHeightLG: 52,
    }
  return {
    fontSize: isNarrow ? 16 : 15,
    fontSizeSM: isNarrow ? 14 : 13,
    fontSizeLG: 17,
    fontSizeXL: 19,
    fontSizeHeading1: 28,
    fontSizeHeading2: 23,
    fontSizeHeading3: 19,
    fontSizeHeading4: 17,
    fontSizeHeading5: 15,
    controlHeight: isNarrow ? 44 : 36,
    controlHeightSM: isNarrow ? 44 : 30,
    controlHeightLG: 44,
  }
}

const components = (colour: Colour): NonNullable<ThemeConfig['components']> => ({
  Button: {
    fontWeight: 500,
    primaryShadow: 'none',
    defaultShadow: 'none',
    dangerShadow: 'none',
    primaryColor: colour('on-ink'),
    defaultBorderColor: colour('edge'),
  },
  Table: {
    cellPaddingBlock: 8,
    cellPaddingInline: 10,
    headerBg: colour('sunken'),
    headerColor: colour('text2'),
    headerSplitColor: 'transparent',
    headerBorderRadius: 0,
  },
  Input: { borderRadiusLG: 4 },
  Select: { borderRadiusLG: 4 },
  Modal: { titleFontSize: 18 },
  Form: { verticalLabelPadding: '0 0 5px' },
  Tabs: { itemColor: colour('text2'), inkBarColor: colour('ink') },
  Segmented: {
    itemSelectedBg: colour('ink'),
    itemSelectedColor: colour('on-ink'),
    trackBg: colour('surface'),
    trackPadding: 0,
  },
})
