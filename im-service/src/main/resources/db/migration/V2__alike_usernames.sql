-- What a username looks like: two usernames that a reader takes for one another have the same form, and only one of them can
-- be had. Null: it was there before, beside an older one that looks the same.
alter table account
    add column username_form varchar(64) character set ascii collate ascii_bin after username;

-- As the program makes them: I, l and 1 are alike, O, o and 0, m and rn.
update account
    join (select min(uid) as uid, form
          from (select uid,
                       replace(replace(replace(lower(convert(replace(cast(username as binary), 'I', 'l') using ascii)),
                                               '0', 'o'), '1', 'l'), 'm', 'rn') as form
                from account) as forms
          group by form) as oldest
    on oldest.uid = account.uid
set account.username_form = oldest.form;

alter table account
    add unique key account_username_form (username_form);
