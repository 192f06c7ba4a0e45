using System.Runtime.Versioning;
using System.Text.Json;

namespace AudioRooms.System.Tests;

/// <summary>The social verbs of the command line, used by two people on one server.</summary>
[SupportedOSPlatform("linux")]
public sealed class SocialVerbsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Verbs_PeopleClubsAndEvents_EachDoesWhatItSays()
    {
        await using var server = await Server.StartAsync();
        using var ada = new CommandLine(server.Grpc);
        using var ben = new CommandLine(server.Grpc);
        await ada.JsonAsync("signup", "--handle", "ada", "--name", "Ada");
        var invitation = (await ada.JsonAsync("invite", "create")).GetProperty("secret").GetString()!;
        await ben.JsonAsync("signup", "--handle", "ben", "--name", "Ben", "--invitation", invitation);

        // People.
        await ada.JsonAsync(
            "profile", "edit", "--bio", "Talks about trains", "--interest", "business_travel", "--expertise", "Timetables");
        var profile = await ben.JsonAsync("profile", "show", "@ada");
        profile.GetProperty("bio").GetString().ShouldBe("Talks about trains");
        profile.GetProperty("interests").EnumerateArray().Single().GetString().ShouldBe("business_travel");
        (await ben.JsonAsync("follow", "ada")).GetProperty("follows").GetBoolean().ShouldBeTrue();
        (await ben.JsonAsync("people", "level", "ada", "always")).GetProperty("level").GetString().ShouldBe("always");
        Handles(await ada.JsonAsync("people", "followers")).ShouldBe(["ben"]);
        (await ben.JsonAsync("search", "person", "trains")).EnumerateArray().Single().GetProperty("owner").GetString()
            .ShouldBe("ada");
        (await ada.JsonAsync("invite", "list")).EnumerateArray().Single().GetProperty("state").GetString().ShouldBe("accepted");
        (await ben.JsonAsync("export")).ValueKind.ShouldBe(JsonValueKind.Object);

        (await ada.JsonAsync("inbox", "quiet", "22:00", "07:30", "--zone", "Europe/Paris")).GetProperty("quietHours").GetString()
            .ShouldBe("22:00 to 07:30 in Europe/Paris");
        (await ada.JsonAsync("inbox", "mute", "--person", "ben")).GetProperty("muted").GetArrayLength().ShouldBe(1);
        (await ada.JsonAsync("inbox", "unmute", "--person", "ben")).GetProperty("muted").GetArrayLength().ShouldBe(0);

        // Clubs.
        var club = (await ada.JsonAsync("club", "found", "show", "Friday trains", "--rules", "Be on time."))
            .GetProperty("clubId")
            .GetString()!;
        var (exit, _, errors) = await ben.RunAsync("club", "join", club);
        exit.ShouldBe(1);
        errors.ShouldContain("Be on time.");
        (await ben.JsonAsync("club", "join", club, "--accept-rules")).GetProperty("yourRole").GetString().ShouldBe("member");
        (await ada.JsonAsync("club", "appoint", club, "ben")).GetProperty("members").GetInt32().ShouldBe(2);
        (await ada.JsonAsync("club", "people", club)).EnumerateArray()
            .Select(entry => $"{entry.GetProperty("handle").GetString()} {entry.GetProperty("role").GetString()}")
            .ShouldBe(["ada owner", "ben leader"]);

        // Events.
        var at = TimeProvider.System.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd'T'HH:mm");
        var eventId = (await ada.JsonAsync(
            "event", "schedule", "--title", "Night trains", "--at", at, "--zone", "Europe/Paris", "--repeat", "FREQ=WEEKLY",
            "--club", club, "--guest", "ben"))
            .GetProperty("eventId").GetString()!;
        var shown = await ben.JsonAsync("event", "follow", eventId);
        shown.GetProperty("youFollow").GetBoolean().ShouldBeTrue();
        var date = at[..10];
        shown.GetProperty("guests").EnumerateArray().Select(name => name.GetString()).ShouldBe(["ben"]);
        var (_, page, _) = await ben.RunAsync("event", "show", eventId);
        page.ShouldContain("Friday trains");
        page.ShouldContain("guests");
        page.ShouldNotContain(shown.GetProperty("occurrences")[0].GetProperty("occurrenceId").GetInt64().ToString());
        (await ben.JsonAsync("event", "attend", eventId, date))
            .GetProperty("occurrences")[0].GetProperty("attendees").GetInt32().ShouldBe(1);
        (await ada.JsonAsync("event", "change", eventId, date, "--title", "Sleepers"))
            .GetProperty("occurrences")[0].GetProperty("title").GetString().ShouldBe("Sleepers");
        (await ben.JsonAsync("event", "list", "--scope", "following")).GetArrayLength().ShouldBe(1);
        (await ben.JsonAsync("event", "calendar")).GetProperty("path").GetString()!.ShouldStartWith("/calendar/");
        server.ShouldHaveCleanLog();
    }

    [Fact]
    public async Task Admin_WaitingList_LetsInWhoWaits()
    {
        await using var server = await Server.StartWithAsync(
            new Dictionary<string, string> { ["AUDIOROOMS_SIGN_UP"] = "invitation" });
        using var user = new CommandLine(server.Grpc);

        var ticket = (await user.JsonAsync("invite", "wait", "carla")).GetProperty("ticket").GetString()!;
        (await user.JsonAsync("admin", "waiting")).EnumerateArray().Single().GetProperty("handle").GetString().ShouldBe("carla");
        await user.JsonAsync("admin", "let-in", "carla");

        (await user.JsonAsync("invite", "place", ticket)).GetProperty("letInAt").ValueKind.ShouldBe(JsonValueKind.String);
        (await user.JsonAsync("signup", "--handle", "carla", "--invitation", ticket)).GetProperty("handle").GetString()
            .ShouldBe("carla");
    }

    [Fact]
    public async Task AdminInvite_SignUpIsByInvitation_BringsTheFirstAccountIn()
    {
        await using var server = await Server.StartWithAsync(
            new Dictionary<string, string> { ["AUDIOROOMS_SIGN_UP"] = "invitation" });
        using var user = new CommandLine(server.Grpc);
        await server.WaitForLogAsync("first account: this server has no account yet");

        var secret = (await user.JsonAsync("admin", "invite", "@carla")).GetProperty("secret").GetString()!;

        (await user.JsonAsync("signup", "--handle", "carla", "--invitation", secret)).GetProperty("handle").GetString()
            .ShouldBe("carla");
        (await user.RunAsync("signup", "--handle", "mallory", "--invitation", secret)).Exit.ShouldBe(1);
    }

    [Fact]
    public async Task Admin_PeopleNamedByTheirHandles_AreFoundSuspendedOrNot()
    {
        await using var server = await Server.StartAsync();
        using var boss = new CommandLine(server.Grpc);
        using var troll = new CommandLine(server.Grpc);
        await troll.JsonAsync("signup", "--handle", "troll");
        var room = (await troll.JsonAsync("room", "create", "--title", "Insults")).GetProperty("roomId").GetString()!;

        (await boss.JsonAsync("admin", "room", "end", room, "--reason", "insults")).GetProperty("phase").GetString()
            .ShouldBe("ended");
        await boss.JsonAsync("admin", "suspend", "@troll", "--hours", "24", "--reason", "insults in a room");
        (await boss.JsonAsync("admin", "users", "tr")).EnumerateArray()
            .Select(one => (one.GetProperty("handle").GetString(), one.GetProperty("suspended").GetBoolean()))
            .ShouldBe([("troll", true)]);
        var (exit, _, errors) = await troll.RunAsync("signin", "--handle", "troll");
        exit.ShouldBe(1);
        errors.ShouldContain("insults in a room");
        errors.ShouldContain("The suspension ends on ");
        var ticket = errors.Split("report appeal ")[1].Split(' ')[0];
        await troll.JsonAsync("report", "appeal", ticket, "I am sorry.");
        await boss.JsonAsync("admin", "reinstate", "troll", "--reason", "said sorry");
        await troll.JsonAsync("signin", "--handle", "troll");

        var (_, log, _) = await boss.RunAsync("admin", "audit", "list", "--about", "@troll");
        log.ShouldContain("@troll");
        log.ShouldNotContain("user/");
        (await boss.RunAsync("admin", "suspend", "@nobody", "--reason", "x")).Errors.ShouldContain("There is no account @nobody");
    }

    [Fact]
    public async Task AdminWebhook_AddListSetRemove_EachDoesWhatItSays()
    {
        await using var server = await Server.StartAsync();
        using var user = new CommandLine(server.Grpc);

        var made = await user.JsonAsync(
            "admin", "webhook", "add", new Uri(server.Http, "livez").AbsoluteUri, "--kind", "room_started");
        var id = made.GetProperty("webhookId").GetString()!;
        made.GetProperty("secret").GetString().ShouldNotBeNullOrEmpty();
        (await user.JsonAsync("admin", "webhook", "list")).EnumerateArray().Single()
            .GetProperty("kinds")[0].GetString().ShouldBe("room_started");
        (await user.JsonAsync("admin", "webhook", "deliveries", id)).GetArrayLength().ShouldBe(0);
        (await user.JsonAsync("admin", "webhook", "set", id, "--off")).GetProperty("enabled").GetBoolean().ShouldBeFalse();
        await user.JsonAsync("admin", "webhook", "remove", id);

        (await user.JsonAsync("admin", "webhook", "list")).GetArrayLength().ShouldBe(0);
        var (exit, _, errors) = await user.RunAsync("admin", "webhook", "add", "http://127.0.0.1/x", "--kind", "never_happens");
        exit.ShouldBe(1);
        errors.ShouldContain("kind");
    }

    [Fact]
    public async Task RoomEnter_HostAndListener_DoWhatTheyType()
    {
        await using var server = await Server.StartAsync();
        using var ada = new CommandLine(server.Grpc);
        using var ben = new CommandLine(server.Grpc);
        await ada.JsonAsync("signup", "--handle", "ada");
        await ben.JsonAsync("signup", "--handle", "ben");
        var room = (await ada.JsonAsync("room", "create", "--title", "Questions", "--stage", "owner"))
            .GetProperty("roomId")
            .GetString()!;
        await using var host = ada.Start("room", "enter", room);
        await using var listener = ben.Start("room", "enter", room);

        await host.TypeAsync("accept");
        await host.WaitForLineAsync("done", Limit);
        await listener.TypeAsync("raise What time is it?");
        await listener.WaitForLineAsync("done", Limit);
        await host.TypeAsync("invite @ben");
        await host.WaitForLineAsync("done", Limit);
        await listener.TypeAsync("accept");
        await listener.WaitForLineAsync("done", Limit);
        await host.TypeAsync("mute ben");
        await host.WaitForLineAsync("done", Limit);
        await listener.TypeAsync("lock");
        await listener.WaitForLineAsync("no: ", Limit);
        await host.TypeAsync("kick ben");

        (await listener.WaitForExitAsync(Limit)).ShouldBe(1);
        await host.WaitForLineAsync("done", Limit);
        await host.TypeAsync("end");
        (await host.WaitForExitAsync(Limit)).ShouldBe(0, $"{host.Output}\n{host.Errors}");
        host.Output.ShouldContain("ben raises a hand: What time is it?");
        listener.Errors.ShouldContain("Others may record");
        server.ShouldHaveCleanLog();
    }

    private static IEnumerable<string?> Handles(JsonElement people) =>
        people.EnumerateArray().Select(person => person.GetProperty("handle").GetString());
}
