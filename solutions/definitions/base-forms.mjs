import { activityForm, part, quickView, subgrid, timeline } from './base-forms-parts.mjs';
import { baseWorkForms } from './base-work-forms.mjs';

const { section, column, single, consent, street, history } = part;

const list = (label, relationship, table, rows = 5) =>
  section(label, [subgrid(relationship, table, label, rows)], { hideLabel: true });
const attachments = (relationship) => list('Attachments', relationship, 'activitymimeattachment', 3);

/**
 * Forms of the base solution, by table: see solutions/README.md for the notation.
 * A cell is a column name with suffixes: `!` read-only, `~` not on a phone, `:n` n rows high, `+` across all columns;
 * `-` leaves a gap. Objects are subgrids, quick views and the timeline.
 */
export const baseForms = {
  ...baseWorkForms,
  account: {
    main: {
      header: 'revenue numberofemployees ownerid',
      tabs: [
        {
          label: 'Summary|Zusammenfassung',
          columns: [
            column(
              33,
              section(
                'Account Information|Firmeninformationen',
                'name telephone1 fax~ websiteurl emailaddress1 parentaccountid tickersymbol~ territoryid~',
              ),
              section('Address', `${street} address1_composite!:3`),
            ),
            column(34, section('Timeline|Zeitachse', [timeline])),
            column(
              33,
              section('Primary Contact', [
                'primarycontactid',
                quickView('primarycontactid', 'contact', 'Contact Card'),
              ]),
              list('Contacts', 'contact_customer_accounts', 'contact'),
              list('Opportunities', 'opportunity_parent_account', 'opportunity'),
              list('Cases', 'incident_customer_accounts', 'incident'),
            ),
          ],
        },
        {
          label: 'Details',
          columns: [
            column(
              50,
              section(
                'Company Profile|Firmenprofil',
                'accountnumber industrycode sic ownershipcode accountcategorycode customertypecode',
              ),
              section('Description', ['description:5'], { hideLabel: true }),
            ),
            column(
              50,
              section('Contact Preferences|Kontakteinstellungen', `preferredsystemuserid ${consent}`),
              section(
                'Billing|Abrechnung',
                'transactioncurrencyid creditlimit creditonhold paymenttermscode',
              ),
            ),
          ],
        },
        {
          label: 'Addresses and Structure|Adressen und Struktur',
          columns: [
            column(
              50,
              section(
                'Shipping Address|Lieferadresse',
                'address2_line1 address2_line2 address2_city address2_stateorprovince address2_postalcode address2_country',
              ),
              section('Map Position|Kartenposition', 'address1_latitude address1_longitude', {
                columns: 2,
                phone: false,
              }),
            ),
            column(
              50,
              section(
                'Child Accounts|Untergeordnete Firmen',
                [subgrid('account_parent_account', 'account', 'Child Accounts|Untergeordnete Firmen')],
                { hideLabel: true },
              ),
              list('Connections', 'account_connections1', 'connection', 4),
              section(
                'More Addresses|Weitere Adressen',
                [subgrid('Account_CustomerAddress', 'customeraddress', 'More Addresses|Weitere Adressen', 4)],
                { hideLabel: true },
              ),
              history,
            ),
          ],
        },
      ],
    },
    quickCreate:
      'name telephone1 websiteurl primarycontactid parentaccountid address1_line1 address1_postalcode address1_city address1_country ownerid',
    quickView: 'telephone1 websiteurl address1_composite:3 primarycontactid ownerid',
    quickViewName: 'Account Card|Firmenkarte',
    card: ['name', 'address1_city telephone1'],
  },
  contact: {
    main: {
      header: 'jobtitle parentcustomerid ownerid',
      tabs: [
        {
          label: 'Summary|Zusammenfassung',
          columns: [
            column(
              33,
              section(
                'Contact Information|Kontaktinformationen',
                'salutation~ firstname middlename~ lastname suffix~ jobtitle department parentcustomerid accountrolecode emailaddress1 telephone1 mobilephone fax~ preferredcontactmethodcode',
              ),
              section('Address', `${street} address1_composite!:3`),
            ),
            column(34, section('Timeline|Zeitachse', [timeline])),
            column(
              33,
              section('Company|Unternehmen', [quickView('parentcustomerid', 'account', 'Account Card')]),
              list('Opportunities', 'opportunity_parent_contact', 'opportunity'),
              list('Cases', 'incident_customer_contacts', 'incident'),
              list('Entitlements', 'contact_entitlement_ContactId', 'entitlement', 4),
              section(
                'Further Accounts|Weitere Firmen',
                [subgrid('account_primary_contact', 'account', 'Primary Contact of|Primärer Kontakt von', 4)],
                { hideLabel: true },
              ),
            ),
          ],
        },
        {
          label: 'Details',
          phone: false,
          columns: [
            column(
              50,
              section(
                'Personal Information|Persönliche Informationen',
                'gendercode familystatuscode spousesname birthdate anniversary',
              ),
              section('Description', ['description:5'], { hideLabel: true }),
            ),
            column(
              50,
              section(
                'Contact Preferences|Kontakteinstellungen',
                `preferredsystemuserid ${consent.replace('preferredcontactmethodcode ', '')}`,
              ),
              section(
                'Billing|Abrechnung',
                'transactioncurrencyid creditlimit creditonhold paymenttermscode',
              ),
              section(
                'Organization|Organisation',
                'managername assistantname assistantphone telephone2 websiteurl',
              ),
              list('Connections', 'contact_connections1', 'connection', 4),
              list('More Addresses|Weitere Adressen', 'Contact_CustomerAddress', 'customeraddress', 4),
              history,
            ),
          ],
        },
      ],
    },
    quickCreate:
      'firstname lastname jobtitle parentcustomerid emailaddress1 telephone1 mobilephone address1_city ownerid',
    quickView: 'jobtitle emailaddress1 telephone1 mobilephone parentcustomerid',
    quickViewName: 'Contact Card|Kontaktkarte',
    card: ['fullname', 'parentcustomerid telephone1'],
  },
  activitypointer: {
    main: {
      header: 'prioritycode scheduledend statuscode ownerid',
      tabs: [
        single(
          'Activity',
          section(
            'Activity',
            'subject+ activitytypecode! regardingobjectid scheduledstart scheduledend description:6+',
            { columns: 2 },
          ),
        ),
      ],
    },
    quickView: 'subject activitytypecode! regardingobjectid scheduledend ownerid',
    card: ['subject', 'activitytypecode scheduledend'],
  },
  task: activityForm('subject+ percentcomplete scheduledstart scheduledend scheduleddurationminutes', {
    tab: 'Task',
    label: 'Task',
  }),
  phonecall: activityForm('subject+ from to phonenumber directioncode leftvoicemail scheduledend', {
    tab: 'Phone Call',
    label: 'Phone Call',
    quickCreate: 'subject to phonenumber directioncode regardingobjectid scheduledend ownerid description:4',
  }),
  appointment: activityForm(
    'subject+ requiredattendees+ optionalattendees+ location isalldayevent scheduledstart scheduledend scheduleddurationminutes',
    {
      tab: 'Appointment',
      label: 'Appointment',
      header: 'prioritycode scheduledstart statuscode ownerid',
      further: [attachments('appointment_activity_mime_attachment')],
      quickCreate:
        'subject requiredattendees location scheduledstart scheduledend isalldayevent regardingobjectid ownerid description:4',
    },
  ),
  email: activityForm('from+ to+ cc+ bcc+ subject+', {
    tab: 'Email',
    label: 'Email',
    header: 'prioritycode statuscode senton! ownerid',
    further: [attachments('email_activity_mime_attachment')],
    quickCreate: 'to cc subject regardingobjectid description:8',
  }),
  annotation: {
    main: {
      header: 'objectid ownerid',
      tabs: [
        single('Note', section('Note', 'subject+ notetext:8+ filename! filesize!', { columns: 2 }), history),
      ],
    },
    quickCreate: 'subject notetext:6',
    card: ['subject', 'objectid modifiedon'],
  },
  activityparty: {
    main: {
      header: 'participationtypemask',
      tabs: [
        single(
          'Activity Party',
          section('Activity Party', 'activityid! partyid! participationtypemask! addressused!', {
            columns: 2,
          }),
        ),
      ],
    },
  },
  transactioncurrency: {
    main: {
      header: 'statecode! statuscode',
      tabs: [
        single(
          'Currency',
          section('Currency', 'isocurrencycode currencyname currencysymbol currencyprecision exchangerate', {
            columns: 2,
          }),
        ),
      ],
    },
    quickCreate: 'isocurrencycode currencyname currencysymbol currencyprecision exchangerate',
    card: ['currencyname', 'isocurrencycode exchangerate'],
  },
  territory: {
    main: {
      header: 'managerid',
      tabs: [
        {
          label: 'Territory',
          columns: [
            column(50, section('Territory', 'name managerid parentterritoryid description:4')),
            column(
              50,
              section('Accounts', [subgrid('territory_accounts', 'account', 'Accounts', 8)], {
                hideLabel: true,
              }),
            ),
          ],
        },
      ],
    },
    quickCreate: 'name managerid parentterritoryid description:3',
  },
  position: {
    main: {
      header: 'parentpositionid',
      tabs: [
        {
          label: 'Position',
          columns: [
            column(50, section('Position', 'name parentpositionid description:4')),
            column(
              50,
              section('Users', [subgrid('position_users', 'systemuser', 'Users', 8)], { hideLabel: true }),
            ),
          ],
        },
      ],
    },
    quickCreate: 'name parentpositionid description:3',
  },
  customeraddress: {
    main: {
      header: 'addresstypecode',
      tabs: [
        single(
          'Address',
          section(
            'Address',
            'name parentid addresstypecode addressnumber line1 line2 line3 postalcode city stateorprovince country telephone1 latitude~ longitude~',
            { columns: 2 },
          ),
        ),
      ],
    },
    quickCreate: 'name addresstypecode line1 line2 postalcode city country telephone1',
  },
  systemuser: {
    main: {
      header: 'businessunitid isdisabled! accessmode!',
      tabs: [
        {
          label: 'Summary|Zusammenfassung',
          columns: [
            column(
              50,
              section(
                'Account Information|Kontoinformationen',
                'domainname! fullname! firstname lastname internalemailaddress',
              ),
              section(
                'Organization|Organisation',
                'businessunitid parentsystemuserid positionid title jobtitle territoryid',
              ),
            ),
            column(
              50,
              section(
                'Contact Information|Kontaktinformationen',
                'mobilephone homephone address1_telephone1 address1_line1 address1_city address1_stateorprovince address1_postalcode address1_country',
              ),
              section(
                'Direct Reports|Direkte Mitarbeiter',
                [subgrid('user_parent_user', 'systemuser', 'Direct Reports|Direkte Mitarbeiter')],
                { hideLabel: true },
              ),
            ),
          ],
        },
        {
          label: 'Roles and Teams|Rollen und Teams',
          columns: [
            column(
              50,
              list('Security Roles', 'systemuserroles_association', 'role', 8),
              section('Queue', 'queueid'),
            ),
            column(
              50,
              list('Teams', 'teammembership_association', 'team', 8),
              list('Queues', 'queuemembership_association', 'queue', 5),
            ),
          ],
        },
      ],
    },
    quickView: 'title internalemailaddress mobilephone businessunitid parentsystemuserid',
    quickViewName: 'User Card|Benutzerkarte',
    card: ['fullname', 'title businessunitid'],
  },
  team: {
    main: {
      header: 'businessunitid teamtype',
      tabs: [
        {
          label: 'Team',
          columns: [
            column(
              50,
              section('Team', 'name administratorid businessunitid teamtype emailaddress description:4'),
            ),
            column(
              50,
              section(
                'Members|Mitglieder',
                [subgrid('teammembership_association', 'systemuser', 'Members|Mitglieder', 8)],
                { hideLabel: true },
              ),
              list('Security Roles', 'teamroles_association', 'role'),
            ),
          ],
        },
      ],
    },
    quickCreate: 'name businessunitid teamtype administratorid description',
    card: ['name', 'businessunitid teamtype'],
  },
  businessunit: {
    main: {
      header: 'parentbusinessunitid isdisabled!',
      tabs: [
        {
          label: 'Business Unit',
          columns: [
            column(
              50,
              section(
                'Business Unit',
                'name divisionname parentbusinessunitid costcenter websiteurl emailaddress description:4',
              ),
            ),
            column(
              50,
              section('Users', [subgrid('business_unit_system_users', 'systemuser', 'Users', 8)], {
                hideLabel: true,
              }),
            ),
          ],
        },
      ],
    },
    card: ['name', 'parentbusinessunitid'],
  },
};

export { part, quickView, subgrid, timeline };
