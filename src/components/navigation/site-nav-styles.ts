import { css } from 'lit';
import { elementStyles } from '../../styles/element-styles.ts';

export const siteNavStyles = [
  elementStyles,
  css`
    :host {
      display: flex;
      flex-direction: column;
      height: 100%;
      min-height: 0;
      --vaadin-side-nav-items-gap: 2px;
    }

    nav {
      flex: 1;
      overflow: hidden auto;
      padding: var(--hs-space-2);
      scrollbar-width: thin;
    }

    vaadin-side-nav + vaadin-side-nav {
      margin-top: var(--hs-space-3);
    }

    vaadin-side-nav::part(label) {
      min-height: 28px;
    }

    .label {
      color: var(--hs-text-muted);
      font-size: var(--hs-text-s);
      font-weight: var(--hs-weight-strong);
    }

    vaadin-side-nav-item::part(content) {
      position: relative;
      min-height: calc(var(--hs-row) - 2px);
    }

    vaadin-side-nav-item::part(link) {
      align-self: stretch;
      min-height: calc(var(--hs-row) - 2px);
    }

    vaadin-side-nav-item:hover {
      --vaadin-side-nav-item-background: var(--hs-hover);
    }

    vaadin-side-nav-item[current]::part(content) {
      --vaadin-side-nav-item-background: var(--hs-accent-soft);
      font-weight: var(--hs-weight-medium);
    }

    /* The bar marks the current item by shape too. */
    vaadin-side-nav-item[current]::part(content)::after {
      content: '';
      position: absolute;
      inset-block: 8px;
      inset-inline-start: 0;
      width: 3px;
      border-radius: 2px;
      background: var(--hs-accent);
    }

    .text {
      display: block;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    .status {
      --hs-icon: 14px;
    }

    .status[data-status='on-device'] {
      opacity: 0.75;
    }

    .areas {
      flex: none;
      margin: var(--hs-space-2);
      padding-top: var(--hs-space-2);
      border-top: 1px solid var(--hs-line);
    }

    .areas::part(button) {
      width: 100%;
      justify-content: flex-start;
    }

    :host([compact]) nav {
      padding: var(--hs-space-2) calc((var(--hs-rail) - var(--hs-row)) / 2 - 1px);
    }

    :host([compact]) vaadin-side-nav::part(label) {
      display: none;
    }

    :host([compact]) vaadin-side-nav + vaadin-side-nav {
      margin-top: var(--hs-space-2);
      padding-top: var(--hs-space-2);
      border-top: 1px solid var(--hs-line);
    }

    :host([compact]) vaadin-side-nav-item::part(content) {
      padding: 0;
      width: var(--hs-row);
      height: var(--hs-row);
    }

    :host([compact]) vaadin-side-nav-item {
      --vaadin-side-nav-item-gap: 0px;
    }

    :host([compact]) [slot='prefix'] {
      margin-inline-start: calc((var(--hs-row) - var(--hs-icon)) / 2);
    }

    :host([compact]) .text {
      position: absolute;
      width: 1px;
      height: 1px;
      clip-path: inset(50%);
    }

    :host([compact]) .status {
      position: absolute;
      inset-block-end: 3px;
      inset-inline-end: 3px;
      --hs-icon: 12px;
      border-radius: 50%;
      background: var(--hs-surface);
    }

    :host([compact]) .status[data-status='on-device'] {
      display: none;
    }

    :host([compact]) .areas {
      margin-inline: auto;
    }
  `,
];
