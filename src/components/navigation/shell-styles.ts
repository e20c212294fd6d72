import { css } from 'lit';
import { buttonStyles, elementStyles } from '../../styles/element-styles.ts';

export const shellStyles = [
  elementStyles,
  buttonStyles,
  css`
    :host {
      display: block;
      height: 100%;
      color: var(--hs-text);
    }

    vaadin-app-layout {
      --vaadin-app-layout-transition-duration: var(--hs-motion);
      --vaadin-app-layout-drawer-overlay: true;
      --vaadin-app-layout-touch-optimized: false;
      --vaadin-app-layout-drawer-width: var(--hs-drawer);
      --vaadin-app-layout-drawer-background: var(--hs-surface);
      /* The status line reaches under a phone's home bar by itself. */
      padding-bottom: 0;
    }

    vaadin-app-layout::part(navbar) {
      border-bottom: 1px solid var(--hs-line);
    }

    .drawer {
      display: flex;
      flex: 1;
      flex-direction: column;
      min-height: 0;
    }

    .app {
      display: flex;
      flex: none;
      align-items: center;
      gap: var(--hs-space-3);
      height: var(--hs-header);
      padding: 0 var(--hs-space-5);
      border-bottom: 1px solid var(--hs-line);
      color: var(--hs-text);
      font-weight: var(--hs-weight-strong);
    }

    .app hs-icon {
      color: var(--hs-accent);
    }

    .all {
      margin-inline-start: auto;
      color: var(--hs-text-muted);
      font-size: var(--hs-text-s);
      font-weight: var(--hs-weight-normal);
      white-space: nowrap;
    }

    .drawer hs-site-nav {
      flex: 1;
    }

    .collapse {
      flex: none;
      align-self: flex-end;
      margin: 0 var(--hs-space-2) var(--hs-space-2);
      color: var(--hs-text-muted);
    }

    .collapse[aria-expanded='true']:not(:hover) {
      background: transparent;
    }

    /* A page floats things above itself, never above the drawer. */
    .frame {
      isolation: isolate;
      display: flex;
      height: 100%;
      min-height: 0;
      background: var(--hs-canvas);
    }

    .rail {
      flex: none;
      width: var(--hs-rail);
      border-inline-end: 1px solid var(--hs-line);
      background: var(--hs-surface);
    }

    .column {
      display: flex;
      flex: 1;
      flex-direction: column;
      min-width: 0;
      min-height: 0;
    }

    main {
      flex: 1;
      min-height: 0;
      overflow: auto;
      outline: none;
    }

    /* A phone on its side: the header's indicator says what the line says. */
    @media (max-height: 430px) {
      hs-sync-footer {
        display: none;
      }
    }

    .skip {
      position: fixed;
      inset-block-start: -60px;
      inset-inline-start: var(--hs-space-2);
      z-index: 10;
      padding: var(--hs-space-2) var(--hs-space-4);
      border: 0;
      border-radius: var(--hs-radius);
      font: inherit;
      background: var(--hs-accent);
      color: var(--hs-accent-text);
    }

    .skip:focus {
      inset-block-start: var(--hs-space-2);
    }

    @media (min-width: 1024px) {
      vaadin-app-layout {
        --vaadin-app-layout-drawer-overlay: false;
      }

      vaadin-app-layout.collapsed {
        --vaadin-app-layout-drawer-width: var(--hs-rail);
      }

      .collapsed .collapse {
        align-self: center;
      }

      vaadin-app-layout::part(drawer) {
        border-inline-end: 1px solid var(--hs-line);
      }
    }
  `,
];
