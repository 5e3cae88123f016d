"""Sentences as councils write them, every one of them right: none may be refused. All are our own, and so are their figures."""

SENTENCES = """
Of the 98 social workers, 94 of 98 (95.9%) are within the promise.
In 2023/24, 412 of 530 care leavers were in education, employment or training (77.7%).
Some 62% of respondents (186 of 300) said that they would recommend the council.
53 of 66 vacancies, or 80.3%, have been filled.
Two thirds of the 36 schools, 24 of 36 (67%), are judged good or outstanding.
118 vacancies (73% of 161) were filled in the year.
75% of 40 returns were on time (30).
The response rate was 41% (82 out of 200 questionnaires).
12 (40%) of the 30 newly qualified staff stayed.
40% (12) of the 30 newly qualified staff stayed.
Attendance was 92.4% in autumn and 91.8% in spring.
The council spent £2.85m of £7.31m (39%) on agency staff.
Of 1,204 referrals, 301 (25%) led to an assessment.
There were 7 social workers placed across adults (4) and children's (3).
Twelve posts were created, including 4 managers and 3 seniors.
176 social workers have been appointed: 123 in children's services and 53 in adult care.
The programme has 18 applications for 6 places.
Some 11 people, 7 of whom were placed and 4 of whom are still to be placed, came through the scheme.
We received 36 enquiries, of which 7 led to a placement.
4 newly qualified social workers to 1 aspiring manager form a pod.
Turnover fell from 21.1% to 12.2%, a reduction of 8.9 percentage points.
Turnover has fallen by 8.9 percentage points, from 21.1% in August 2014 to 12.2% in March 2016.
Vacancies fell from 50 to 40, a fall of 20%.
The number of children looked after rose by 12, from 488 to 500.
Spend rose from £4.2m to £4.6m, an increase of £0.4m.
Spend increased by 9.5% from £4.2m to £4.6m.
Sickness absence reduced from 11.4 days to 9.8 days per person.
The number of complaints rose from 120 to 150 (25%).
The agency rate fell from 16.1% in 2022 to 14.2% in 2023 (England 17.8%).
The vacancy rate was 18.9% in 2023, compared with 20.0% in 2022.
The rate rose from 12.1% to 15.4% (national average 14.8%).
The number of referrals more than doubled from 410 to 902.
Cases halved from 24 to 12.
The number of foster carers nearly doubled, from 52 to 101.
The overspend reduced from £1,581,865 to £954,071.
The average wait dropped from 12 weeks to 20 days.
Salaries range from £31,000 to £42,000.
Children aged from 5 to 11 are supported by the team.
Opening hours are from 9 to 5 on weekdays.
The service is open from 8am to 6pm.
The ratio moved from 1:12 to 1:10.
The council's ranking moved from 12th to 5th.
The share of agency staff fell from 53% to 45% and then to 39%.
The grant rose from £1.2m to £1.35m (12.5%).
The team grew by 3 posts, from 9 posts to 12 posts.
The proportion rose by 3.1 percentage points to 94.1%.
The council reduced its carbon emissions by 31% between 2010 and 2020.
Between 2015 and 2020 the population grew by 4.1%, from 488,400 to 508,400.
The number of posts increased from 202 to 217 over the year.
Council Tax will rise by 4.99%, of which 2% is for adult social care.
Band D Council Tax increases from £1,500.00 to £1,574.85, an increase of 4.99%.
The general reserve falls from £14.6m to £12.1m, a reduction of £2.5m.
The savings target is £6.3m, of which £4.1m (65%) has been delivered.
Savings of £4.1m have been delivered and £2.2m remain, a total of £6.3m.
The budget is made up of £3.1m of pay and £0.9m of other costs.
The total cost is £480,000: £400,000 for posts and £80,000 for training.
12 posts at £40,000 each cost £480,000 a year.
Each of the 12 posts costs about £52,000 with on-costs, some £620,000 in all.
The forecast overspend is £1.4m, or 2.1% of the budget of £66.7m.
Income of £12.4m was £0.3m above the budget of £12.1m.
The pupil premium is £1,480 for each primary pupil and £1,050 for each secondary pupil.
The minimum wage rose by 9.8% to £11.44 in April 2024.
A grant of £5m was shared by 6 councils.
The capital programme is £124.6m over 3 years: £48.2m, £41.1m and £35.3m.
The meeting was held on Tuesday 14 June 2016.
Cabinet met on Tuesday, 21 April 2015.
Phase 3 ran from 1 April 2015 to 31 March 2016.
The contract runs from 1 April 2022 to 31 March 2025 (3 years).
The campaign ran from August 2014 to March 2016, a period of 20 months.
The year 2015/16 (1 April 2015 to 31 March 2016) was the third of the campaign.
The census is taken on 30 September each year.
Following the decision of November 2014, 27 more posts were funded in January 2015.
The service was inspected in March 2022, following a focused visit in July 2021.
Phase 2 was launched on 16 October 2014. At that stage there were 49 vacancies following the decision in September 2014 to recruit 27 more.
The scheme was opened on 3 May 2021. At that point 40 people had applied, following a letter of 12 April 2021.
See paragraph 12 of the report of 21 April 2015 and appendix 3.
Section 47 enquiries rose from 812 to 870.
Under section 17 of the Children Act 1989, 1,204 children were assessed.
Stage 2 complaints fell by 4 to 11.
Key stage 4 results improved by 3 points.
The council was awarded 3 stars out of 5.
The inspection of 2019 judged 3 of 4 areas good.
The progress 8 score was 0.12, up from 0.08.
Of the 212 households, 88 (41.5%) were placed out of the borough and 124 (58.5%) within it.
63% of the posts in children's services and 71% of those in adult care are filled.
The team of 14 has 2 vacancies, a vacancy rate of 14.3%.
Of 217 funded posts 38 are vacant (17.5%).
38 of 262 funded posts were vacant, 14.5%.
Some 9 in 10 residents are satisfied with the area.
One in 4 adults will have a mental health problem in a year.
Around 40% of 210 staff work part time.
Over 50% of the 340 respondents (184) agreed.
Nearly 3,000 clicks came from 7 adverts.
More than 95% of 1,000 letters were answered within 10 days.
At least 90% of reviews were held on time (181 of 198).
Fewer than 5 children were placed more than 20 miles away.
The number of apprentices increased by more than 10%, from 60 to 68.
The average caseload fell from 19.2 to 16.1.
Caseloads fell by about 16%, from 19.2 to 16.1.
Average caseload is 16.1, with most at 18 and first years at 16.
The 18 caseload promise (16 for those in their first year) is kept for 94 of 98 workers.
Staff turnover was 12.2% (25 leavers of 205 in post).
Retention of qualified staff was 89.5%: 162 of 181 in post on 1 April 2015 were still there a year later.
The fill rate of 76.4% reflects 123 appointments and 38 vacancies remaining.
76.4% of all vacancies were filled, with 123 appointments and 38 vacancies remaining.
80% of all vacancies in adult care were filled; this equates to 53 appointments and 13 vacancies remaining in adult care.
91% of posts in housing were filled. There were 12 appointments and 40 vacancies remaining in parks.
The turnover rate in adult care was 9.8% on 31 March 2016 and 14.8% on 31 August 2014.
Voluntary turnover in adult care was 9.8% on 31 March 2016; all turnover in adult care was 12.4% on 31 March 2016.
Agency spend fell by £333,918 in children's services and by £158,722 in adult care, £492,640 in all.
The council's agency expenditure decreased by £1m, of which £492,640 was in social care.
In 2015/16 the council spent £7,314,971 against a budget of £6,360,900, an overspend of £954,071.
The overspend of £954,071 is 15.0% of the budget.
The variance was -£405,128 in 2013/14 and -£690,082 in 2014/15.
Pay awards of 2% in 2017/18 and 1.5% in 2018/19 were assumed.
A supplement of 10-15 per cent was paid to 42 workers.
A supplement of £3,000 a year is paid to 42 workers at a cost of £126,000.
The unit cost is £1,250 per week for 52 weeks.
Residential placements cost £5,100 a week on average, ranging from £2,900 to £11,400.
9 children were placed at £6,000 per week, a total of £2.8m a year.
The libraries lent 412,000 books, 3% more than in the year before.
Recycling rose to 46.2%, 1.4 points more than in 2021/22.
The recycling rate was 46.2% compared with 44.8% a year before, 1.4 percentage points higher.
Girls did better than boys: 71% against 64%, 7 points more.
Physical visits fell by 8% while digital loans rose by 22%.
The waiting list stands at 3,412, of whom 1,102 are in bands 1 and 2.
There are 3,412 on the list: 402 in band A, 1,210 in band B and 1,800 in band C.
Flytipping reports fell 12% to 2,204.
Fly-tips fell from 2,505 to 2,204 (a fall of 12%).
92% of the 25 providers were rated good (23).
Of 48 schools 43 are good or better (90%), 4 require improvement and 1 is inadequate.
The council has 63 members: 38 of one group, 15 of another and 10 others.
The vote was 34 for, 20 against and 9 abstentions.
The motion was carried by 34 votes to 20.
Roadworks will run from Monday 6 May 2019 until Friday 10 May 2019.
The consultation was open from 4 January 2021 to 28 February 2021 and drew 1,312 responses.
Of 1,312 responses, 787 (60%) were in favour, 394 (30%) against and 131 (10%) undecided.
The A350 carries 24,000 vehicles a day, up 2.5% on 2018.
Speeds fell from 34 mph to 29 mph.
The 4G pilot covered 1 area of 3.
Microsoft 365 was rolled out to 4,800 staff.
Covid-19 cost the council £3.2m in 2020/21.
The council's net zero target moved from 2050 to 2030.
Regulation 33 visits were made to all 5 homes.
The index rose from 102.4 to 104.1.
The 3 hubs, 10 teams and 98 workers make the service.
Two of 3 hubs are fully staffed.
Between 12 and 15 weeks pass from request to decision.
From 1 April 2016 the rate is 12.5%.
The average time from advert to start was 94 days in 2014 and 61 days in 2016, 33 days less.
The time to hire was cut by 35%, from 94 days to 61 days.
Time from interview to offer fell from 20 days to 6 days, a 70% reduction.
A 70% reduction, from 20 days to 6, was achieved.
Occupancy was 88% in week 1 and 94% in week 4.
The rate of looked-after children is 52 per 10,000, up from 49 per 10,000.
Children in need fell from 312 per 10,000 to 298 per 10,000.
The pension fund was worth £2.9bn, up 7.4% from £2.7bn.
Business rates of £61.2m and Council Tax of £252.4m give £313.6m.
The precept was £9.62 or 6.1% of the bill.
Usable reserves are 14% of net revenue.
The workforce is 71% women and 29% men.
9.6% of the workforce and 11.2% of applicants are from an ethnic minority.
The gender pay gap is 4.1% (mean) and 6.3% (median).
Of the top quartile 62% are women; of the lowest 78%.
The BASW conference in November 2015 was attended by 2 people.
Nobody left in the first quarter, 3 in the second, 2 in the third and 1 in the fourth, 6 in all.
The plan is to recruit 10 in 2024, 12 in 2025 and 15 in 2026, a total of 37.
The increase from 4% to 6% was reduced by the grant.
It will cost £1.2m rather than £0.9m.
Of £600,000 a year, £210,000 is avoided cost.
The budget was cut by £1m, from £11.3m to £10.3m.
Spend was within 1% of the £4.0m budget.
There was a 5.0 point fall in voluntary turnover (14.8% to 9.8%).
The 36 vacancies at the start and 38 at the end are explained by 70 new posts and leavers and 68 starters.
Seven children moved from 3 homes to 5 homes.
The staff survey had 812 answers, 54% of 1,504 staff, up from 48%.
The school has 210 places and 198 pupils, 94% full.
A further 4 are to be placed, bringing the total to 11.
Overall 4 in 5 visits are made on time; in the north it is 72%.
The number on the register rose by a third, from 90 to 120.
12% of 50 is 6.
Paragraphs 15 and 63 print the same share.
Take-up was 82% (2,460 of 3,000 eligible children).
The two-year-old offer reached 1,968 of 2,400 children, which is 82%.
Court fees went up by 10%, and legal spend by £40,000 to £440,000.
The staff of 1,504 includes 212 social workers, 61 managers and 40 assistants.
The panel approved 9 carers (7 mainstream and 2 kinship).
Approvals fell from 14 to 9 while resignations rose from 6 to 8.
A net loss of 3 carers followed.
""".strip().split("\n")

# written against the rules themselves: each of these could be misread
SENTENCES += """
Demand increased while staff fell from 40 to 36.
Staff fell while demand rose from 36 to 40.
The council reduced costs by moving from 5 buildings to 7 hubs.
The number of falls in care homes, from 12 in May to 15 in June, is being looked at.
Proposed cuts from £3m to £5m are listed in appendix 2.
The budget grew by 3% a year from £100m to £110m.
Spend fell by 8% in real terms, from £10.0m to £10.2m.
Spend was up 9.5%, from £4.2m to £4.6m.
One of 6 schools is 20% over its budget.
5 teams (40% of 30 staff) moved to the new office.
3 heads of 12 services (40%) are women.
2 services made up of 5 teams and 60 staff were brought together.
A total of 12 (7 full time and 5 part time) started.
Of 40 staff 12 left: 5 retired and 3 moved away.
30 posts and 6 vacancies were reported, 38 posts in total being funded.
In May 2015 notice was given in response to changes due in April 2016.
73% of all vacancies in housing were filled and 20% in adult care were covered by agency staff. There were 53 appointments and 13 vacancies remaining in adult care.
73% of all vacancies in housing were filled by March 2015. By March 2016 there were 90 appointments and 10 vacancies remaining in housing.
Attendance was 12% compared with 10% in 2014, 2% more than the target of 10% of members.
12 schools were inspected: 4 were good and 3 outstanding.
Of the 25 leavers, 18 left for another council and 3 retired.
The average rise was 3%, from £30,000 to £30,800 for most.
The target was lowered from 90% to 85%, and the result rose from 82% to 86%.
The cost is £250 per child for 40 children over 3 years, £30,000.
The saving is £120,000 in the first year and £150,000 a year from then on.
The reduction from 18 to 16 cases is for the first year only.
More than 40 people came, of whom 12 were interviewed and 5 were appointed.
The fund gave 20% of £500,000 in the first year.
Numbers rose from 120 to 150 before they fell to 130.
The council owns 1,204 homes, 12% of them empty, and lets 1,060.
4 of 6 partners (two of them new) signed.
From 2014/15 to 2015/16 spend fell by £1m.
There were 14 in April, 12 in May and 15 in June, an average of 14 in total over the spring.
The grade moved from K to J, and pay from £38,000 to £41,500, £3,500 more.
""".strip().split("\n")
