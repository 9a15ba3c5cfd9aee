/** Words of times that are typed, of search and of addresses that cannot be shown. */
export const findEn = {
  time: {
    hint: 'Such as 27/11, yesterday, 27/11 18:00',
    brief: '27/11 18:00',
    endOf: 'end of {day}',
    at: '{time} {day}',
    fresh: '{typed} is not over, so it is now',
    from: 'From',
    to: 'To',
    ownSpan: 'Another period…',
    wrong: {
      noDay: 'No such day in the calendar: {typed}',
      noHour: 'No such hour of the day: {typed}',
      ahead: '{day} is yet to come',
      unread: 'Not understood: {typed}',
      turned: 'It begins after it ends',
    },
  },
  search: {
    understood: 'Understood as',
    takeBack: 'Take back {words}',
    unknown: 'There is no “{words}”',
    nearest: 'There is no “{words}”; the nearest: {nearest}',
    looking: 'Searching',
    part: 'number with {part}',
  },
  nowhere: {
    drop: 'Drop {part}',
    now: 'Look at now',
    ahead: '{when} is yet to come: the data reach to {to}',
    before: 'There are no data yet as of {when}',
    caseless: 'There are no cases yet as of then; indicators alone',
  },
};
