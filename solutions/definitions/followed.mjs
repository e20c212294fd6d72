/** The view of the rows that a person follows: see solutions/README.md for the notation of views. */
export const followed = (table, many, german) => ({
  name: `${many} I Follow|${german}, denen ich folge`,
  filter: '',
  links: [
    {
      table: 'postfollow',
      from: 'regardingobjectid',
      to: `${table}id`,
      alias: 'follow',
      type: 'inner',
      filter: 'ownerid eq-userid',
    },
  ],
});
