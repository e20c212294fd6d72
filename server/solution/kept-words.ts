/** How the report calls an element that is kept, by its lower-case name, and why it is no more than that. */
const words: Readonly<Record<string, { readonly kind: string; readonly reason?: string }>> = {
  webresource: { kind: 'web resource', reason: 'is in the table of web resources; it is not shown yet' },
  customcontrol: { kind: 'code component', reason: 'is kept, the standard control is shown in its place' },
  canvasapp: { kind: 'canvas app', reason: 'canvas apps are kept, they cannot be opened' },
  connectionreference: { kind: 'connection reference', reason: 'services outside are not called' },
  connectionrole: { kind: 'connection role' },
  duplicaterule: {
    kind: 'duplicate rule',
    reason: 'is in the table of duplicate rules; duplicates are not looked for yet',
  },
  sla: { kind: 'service level', reason: 'is in the table of service levels; its times are not counted yet' },
  mobileofflineprofile: {
    kind: 'mobile offline profile',
    reason: 'is in the table of profiles; it does not choose rows yet',
  },
  routingrule: { kind: 'routing rule', reason: 'is kept, it does not route yet' },
  convertrule: { kind: 'record creation rule', reason: 'is kept, it creates nothing yet' },
  emailtemplate: {
    kind: 'e-mail template',
    reason: 'is in the table of templates; e-mails are not written from it yet',
  },
  template: {
    kind: 'e-mail template',
    reason: 'is in the table of templates; e-mails are not written from it yet',
  },
  report: { kind: 'report', reason: 'reports are kept, they are not run' },
  serviceendpoint: { kind: 'service endpoint', reason: 'services outside are not called' },
  hierarchyrule: { kind: 'hierarchy', reason: 'is kept, hierarchies are not drawn yet' },
};

/** Kind of an element in the report, and the reason why it is kept, without one it is in use; one that nobody foresaw goes by its own name. */
export function elementWords(name: string): { readonly kind: string; readonly reason?: string } {
  return (
    (Object.hasOwn(words, name) ? words[name] : undefined) ?? {
      kind: name,
      reason: 'stored for later versions',
    }
  );
}
