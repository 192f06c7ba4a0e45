using System.Text.Json.Nodes;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Tests.Cluster;
using Dapper;

namespace AudioRooms.Grains.Tests.Safety;

public sealed class SafetyDeskOnSqliteTests(SqliteTestDatabase database)
    : SafetyDeskTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class SafetyDeskOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : SafetyDeskTests(database), IClassFixture<PostgreSqlTestDatabase>;

public abstract class SafetyDeskTests(TestDatabase database) : IAsyncLifetime
{
    private static readonly SafetyActor Rita = SafetyActor.Of(new UserId(Identifiers.NewId()), AccountPower.TrustAndSafety);
    private static readonly SafetyActor Sam = SafetyActor.Of(new UserId(Identifiers.NewId()), AccountPower.TrustAndSafety);

    private readonly RoomId roomId = new(Identifiers.NewId());
    private GrainCluster cluster = null!;
    private Person ada = null!;
    private Person ben = null!;
    private Person troll = null!;

    private ISafetyDeskGrain Desk => cluster.Grains.GetGrain<ISafetyDeskGrain>(0);

    private IRoomGrain Room => cluster.Grains.GetGrain<IRoomGrain>(roomId.Value);

    public async Task InitializeAsync()
    {
        cluster = await database.GrainsAsync();
        ada = await SomebodyAsync("ada");
        ben = await SomebodyAsync("ben");
        troll = await SomebodyAsync("troll");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task File_AboutAPerson_KeepsTheirNamesAsTheyWere()
    {
        await User(troll).UpdateProfileAsync(new ProfileChange(Name: "Evil", Bio: "I hate you"));

        await ReportAsync(ada, ReportKind.Person, troll);

        await User(troll).UpdateProfileAsync(new ProfileChange(Name: "Angel", Bio: ""));
        var evidence = await EvidenceAsync(troll);
        ((string?)evidence["person"]!["name"]).ShouldBe("Evil");
        ((string?)evidence["person"]!["bio"]).ShouldBe("I hate you");
    }

    [Fact]
    public async Task File_TheSameAgain_IsOneReport()
    {
        var report = new FileReport(Identifiers.NewId(), ada.Id, ReportKind.Person, ReportReason.Spam, "") { Person = troll.Id };

        var first = (await Desk.FileAsync(report)).Value.ShouldNotBeNull();
        var again = (await Desk.FileAsync(report)).Value.ShouldNotBeNull();

        again.ShouldBe(first);
        (await CaseAsync(troll)).ReportCount.ShouldBe(1);
    }

    [Fact]
    public async Task File_ByTwoPeopleAboutOne_IsOneCaseUntilItIsDecided()
    {
        await ReportAsync(ada, ReportKind.Person, troll);
        await ReportAsync(ben, ReportKind.Person, troll);
        var first = await CaseAsync(troll);
        first.ReportCount.ShouldBe(2);

        await DecideAsync(first, []);
        await ReportAsync(ada, ReportKind.Person, troll);

        (await CaseAsync(troll)).CaseId.ShouldNotBe(first.CaseId);
    }

    [Fact]
    public async Task File_TheTwentyFirstOfADay_IsRefusedWithTheWait()
    {
        for (var filed = 0; filed < 20; filed++)
        {
            await ReportAsync(ada, ReportKind.Person, troll);
        }

        var refused = await Desk.FileAsync(Report(ada, ReportKind.Person, troll));

        refused.Rejection.ShouldBe(SafetyRejection.TooManyReports);
        refused.RetryAfter.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromHours(23), TimeSpan.FromHours(24));
        (await Desk.FileAsync(Report(ben, ReportKind.Person, troll))).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task File_AMoment_MarksTheEventsOfTheLastMinuteAndWhoWasOnStage()
    {
        await OpenRoomAsync(ada);
        await Room.TakeStageAsync(troll);
        await Room.SetMutedAsync(troll.Id, muted: true);

        await ReportAsync(ben, ReportKind.Moment, troll, roomId);

        var moment = (await EvidenceAsync(troll))["moment"]!;
        moment["events"]!.AsArray().Select(happened => (long)happened!["eventNumber"]!).ShouldBe([2, 3, 4]);
        moment["onStage"]!.AsArray().Select(person => (string?)person!["userId"]).ShouldBe([ada.Id.Value, troll.Id.Value]);
        ((DateTimeOffset)moment["to"]! - (DateTimeOffset)moment["from"]!).ShouldBe(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task File_AMomentOfSomebodyWhoWasNotOnStage_IsRefused()
    {
        await OpenRoomAsync(ada);

        (await Desk.FileAsync(Report(ben, ReportKind.Moment, troll) with { Room = roomId })).Rejection.ShouldBe(
            SafetyRejection.MomentInvalid);
    }

    [Fact]
    public async Task File_AMessage_IsForThoseWhoCouldReadIt()
    {
        await OpenRoomAsync(ada);
        await Room.CommandAsync(troll, new RaiseHand("Are you stupid?"));
        var message = new FileReport(Identifiers.NewId(), ben.Id, ReportKind.Message, ReportReason.Harassment, "")
        {
            Room = roomId, EventVersion = 3,
        };

        (await Desk.FileAsync(message)).Rejection.ShouldBe(SafetyRejection.MessageUnknown);
        (await Desk.FileAsync(message with { Id = Identifiers.NewId(), Reporter = ada.Id })).IsAccepted.ShouldBeTrue();

        ((string?)(await EvidenceAsync(troll))["message"]!["text"]).ShouldBe("Are you stupid?");
    }

    [Fact]
    public async Task File_AClosedRoomByAStranger_KnowsNoRoom()
    {
        await OpenRoomAsync(ada, new RoomSettings { Kind = RoomKind.Closed });

        (await Desk.FileAsync(Report(ben, ReportKind.Room, null) with { Room = roomId })).Rejection.ShouldBe(
            SafetyRejection.RoomUnknown);
    }

    [Fact]
    public async Task File_ByWhoeverWasPutOut_IsTaken()
    {
        await OpenRoomAsync(ada);
        await Room.CommandAsync(ada, new RemovePerson(ben.Id, IsBan: true));

        (await Desk.FileAsync(Report(ben, ReportKind.Room, null) with { Room = roomId })).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task Decide_SuspendTheHost_HandsTheRoomOnAndHidesThePerson()
    {
        var word = $"q{Identifiers.NewId()}";
        await User(troll).UpdateProfileAsync(new ProfileChange(Bio: word));
        await OpenRoomAsync(troll);
        await Room.TakeStageAsync(ben);
        await ReportAsync(ada, ReportKind.Person, troll);
        (await FoundAsync(word)).ShouldBe([troll.Id.Value]);

        await DecideAsync(await CaseAsync(troll), [PenaltyKind.Suspend], TimeSpan.FromDays(3));

        var view = (await Room.GetAsync()).Value.ShouldNotBeNull();
        view.Host.ShouldBe(ben.Id);
        view.Stage.Members.ShouldHaveSingleItem().Person.ShouldBe(ben);
        (await FoundAsync(word)).ShouldBeEmpty();
        (await Standing(troll).GetStandingAsync()).IsSuspended.ShouldBeTrue();
    }

    [Fact]
    public async Task Decide_SuspendAHostWhoIsAlone_EndsTheRoom()
    {
        await OpenRoomAsync(troll);
        await ReportAsync(ada, ReportKind.Person, troll);

        await DecideAsync(await CaseAsync(troll), [PenaltyKind.SuspendForGood]);

        (await Room.GetAsync()).Value!.Card.Phase.ShouldBe(RoomPhase.Ended);
    }

    [Fact]
    public async Task Decide_EndRoomAndRemoveText_DoesBoth()
    {
        await User(troll).UpdateProfileAsync(new ProfileChange(Name: "Evil", Bio: "evil"));
        await OpenRoomAsync(troll);
        (await Desk.FileAsync(Report(ada, ReportKind.Room, null) with { Room = roomId })).IsAccepted.ShouldBeTrue();

        await DecideAsync(
            await CaseAsync(SubjectNames.Of(roomId)), [PenaltyKind.EndRoom, PenaltyKind.RemoveProfileText, PenaltyKind.Warn]);

        (await Room.GetAsync()).Value!.Card.Phase.ShouldBe(RoomPhase.Ended);
        var profile = (await User(troll).GetProfileAsync(ada.Id)).Value!.Profile;
        (profile.Person.DisplayName, profile.Bio).ShouldBe((troll.Handle, ""));
        (await Desk.GetOwnStandingAsync(troll.Id)).Penalties.Select(penalty => penalty.Kind)
            .ShouldBe([PenaltyKind.Warn, PenaltyKind.EndRoom, PenaltyKind.RemoveProfileText], ignoreOrder: true);
    }

    [Fact]
    public async Task Appeal_OverturnedByAnother_ReinstatesAndIsAuditedWhole()
    {
        await ReportAsync(ada, ReportKind.Person, troll);
        var found = await CaseAsync(troll);
        await DecideAsync(found, [PenaltyKind.SuspendForGood]);

        (await Desk.AppealAsync(troll.Id, caseId: null, "It was not me.")).IsAccepted.ShouldBeTrue();
        (await Desk.AppealAsync(troll.Id, found.CaseId, "Really.")).Rejection.ShouldBe(SafetyRejection.AppealedBefore);
        (await Desk.DecideAppealAsync(Rita, found.CaseId, uphold: true, "no")).Rejection.ShouldBe(SafetyRejection.NotImpartial);
        (await Desk.DecideAppealAsync(Sam, found.CaseId, uphold: false, "a mistake")).Value!.State.ShouldBe(CaseState.Closed);

        (await Standing(troll).GetStandingAsync()).ShouldBe(AccountStanding.Good);
        var audit = cluster.Grains.GetGrain<IAuditGrain>(0);
        (await audit.ListAsync(SubjectNames.OfCase(found.CaseId), 100, null)).Records.Select(record => record.Entry.Action)
            .ShouldBe(["case.overturn", "case.decide SuspendForGood", "case.claim"]);
        (await audit.VerifyAsync(null)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Suspend_WithoutAReport_CanBeAppealedToo()
    {
        (await Desk.SuspendAsync(Rita, troll.Id, until: null, "a raid")).IsAccepted.ShouldBeTrue();

        (await Desk.AppealAsync(troll.Id, caseId: null, "It was not me.")).Value!.State.ShouldBe(CaseState.Appealed);
    }

    [Fact]
    public async Task WhySuspended_WithoutAReport_IsWhatTheOperatorWrote()
    {
        (await Desk.GetSuspensionReasonAsync(troll.Id)).ShouldBeNull();

        await Desk.SuspendAsync(Rita, troll.Id, until: null, "a raid");

        (await Desk.GetSuspensionReasonAsync(troll.Id)).ShouldBe("a raid");
    }

    [Fact]
    public async Task WhySuspended_AfterAReport_IsWhatItWasAboutAndNotTheNote()
    {
        await ReportAsync(ada, ReportKind.Person, troll);
        await DecideAsync(await CaseAsync(troll), [PenaltyKind.SuspendForGood]);

        (await Desk.GetSuspensionReasonAsync(troll.Id)).ShouldBe("harassment");
    }

    [Fact]
    public async Task ListAccounts_SuspendedOnes_AreAmongThemByHandle()
    {
        var prefix = $"z_{Identifiers.NewId()[..8].ToLowerInvariant()}";
        var first = await SomebodyAsync($"{prefix}_a");
        var second = await SomebodyAsync($"{prefix}_b");
        await Desk.SuspendAsync(Rita, second.Id, until: null, "a raid");

        var page = await Desk.ListAccountsAsync(prefix, 1, null);
        var rest = await Desk.ListAccountsAsync(prefix, 1, page.NextPageToken);

        page.Accounts.ShouldHaveSingleItem().Person.ShouldBe(first);
        rest.Accounts.ShouldHaveSingleItem().Person.ShouldBe(second);
        (page.Accounts[0].Standing.IsSuspended, rest.Accounts[0].Standing.IsSuspended, rest.NextPageToken).ShouldBe(
            (false, true, null));
        (await Desk.FindAccountsAsync([second.Id, new UserId(Identifiers.NewId())]))
            .ShouldHaveSingleItem().Person
            .ShouldBe(second);
        (await Desk.ListAccountsAsync("z%", 10, null)).Accounts.ShouldBeEmpty("no wildcard");
    }

    [Fact]
    public async Task Open_ACase_IsAuditedBeforeItIsShown()
    {
        await ReportAsync(ada, ReportKind.Person, troll);
        var found = await CaseAsync(troll);

        var file = (await Desk.OpenAsync(Rita, found.CaseId)).Value.ShouldNotBeNull();

        file.Reports.ShouldHaveSingleItem().Reporter.ShouldBe(ada.Id);
        (await cluster.Grains.GetGrain<IAuditGrain>(0).ListAsync(SubjectNames.OfCase(found.CaseId), 1, null))
            .Records.ShouldHaveSingleItem().Entry.ShouldBe(
                new AuditEntry(Rita.Name, "case.open", SubjectNames.OfCase(found.CaseId), ""));
    }

    [Fact]
    public async Task List_OneCaseIsUnreadable_ShowsTheOthers()
    {
        await ReportAsync(ada, ReportKind.Person, troll);
        var bad = await CaseAsync(troll);
        await ReportAsync(ada, ReportKind.Person, ben);
        var good = await CaseAsync(ben);
        await StoreAsync(bad.CaseId, "'{'");

        // Pages of one entry, so that the bad row ends a page.
        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = await Desk.ListAsync(CaseState.Open, 1, token);
            seen.AddRange(page.Cases.Select(one => one.CaseId));
            token = page.NextPageToken;
        }
        while (token is not null);

        // Other tests of the class use the same table, so the row is repaired.
        await StoreAsync(bad.CaseId, $"(SELECT body FROM safety_cases WHERE case_id = '{good.CaseId}')");
        seen.ShouldContain(good.CaseId);
        seen.ShouldNotContain(bad.CaseId);
    }

    private async Task StoreAsync(string caseId, string body)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        (await connection.ExecuteAsync($"UPDATE safety_cases SET body = {body} WHERE case_id = @Id", new { Id = caseId }))
            .ShouldBe(1);
    }

    private async Task OpenRoomAsync(Person host, RoomSettings? settings = null)
    {
        var create = new CreateRoom(
            host, "Coffee", [], "en", StagePolicy.Open, 3) { Settings = settings ?? RoomSettings.Default };
        (await Room.CreateAsync(create)).IsAccepted.ShouldBeTrue();
        (await Room.TakeStageAsync(host)).IsAccepted.ShouldBeTrue();
    }

    private async Task ReportAsync(Person reporter, ReportKind kind, Person accused, RoomId? room = null) =>
        (await Desk.FileAsync(Report(reporter, kind, accused) with { Room = room })).Rejection.ShouldBeNull();

    private static FileReport Report(Person reporter, ReportKind kind, Person? accused) =>
        new(Identifiers.NewId(), reporter.Id, kind, ReportReason.Harassment, "") { Person = accused?.Id };

    private Task<CaseView> CaseAsync(Person accused) => CaseAsync(SubjectNames.Of(accused.Id));

    private async Task<CaseView> CaseAsync(string subject)
    {
        string? token = null;
        do
        {
            var page = await Desk.ListAsync(CaseState.Open, 100, token);
            if (page.Cases.FirstOrDefault(one => one.Subject == subject) is { } found)
            {
                return found;
            }

            token = page.NextPageToken;
        }
        while (token is not null);

        throw new InvalidOperationException($"No open case is about {subject}.");
    }

    private async Task DecideAsync(CaseView found, PenaltyKind[] penalties, TimeSpan? length = null)
    {
        (await Desk.ClaimAsync(Rita, found.CaseId)).Rejection.ShouldBeNull();
        (await Desk.DecideAsync(Rita, found.CaseId, new CaseDecision([.. penalties], length, "because"))).Rejection
            .ShouldBeNull();
    }

    private async Task<JsonNode> EvidenceAsync(Person accused)
    {
        var file = (await Desk.OpenAsync(Rita, (await CaseAsync(accused)).CaseId)).Value.ShouldNotBeNull();
        return JsonNode.Parse(file.Reports.ShouldHaveSingleItem().Evidence)!;
    }

    private async Task<IEnumerable<string>> FoundAsync(string word)
    {
        var question = new SearchQuestion(SearchKind.Person, word, "", "");
        var reply = await cluster.Grains.GetGrain<IDiscoveryGrain>(0).SearchAsync(ada.Id, question, 10, null);
        return reply.Value!.Hits.Select(hit => hit.Id);
    }

    private IUserGrain User(Person person) => cluster.Grains.GetGrain<IUserGrain>(person.Id.Value);

    private IAccountSafetyGrain Standing(Person person) => cluster.Grains.GetGrain<IAccountSafetyGrain>(person.Id.Value);

    private async Task<Person> SomebodyAsync(string handle)
    {
        var person = new Person(new UserId(Identifiers.NewId()), handle, handle);
        await User(person).RegisterAsync(person);
        return person;
    }
}
