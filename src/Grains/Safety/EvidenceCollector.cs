using System.Text.Json.Nodes;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Rooms;
using AudioRooms.Grains.Rooms;

namespace AudioRooms.Grains.Safety;

/// <summary>Captures what a report is about before it can change: the profile, the room as it was at the moment (from its
/// journal), and the versions of the events in the minute before.</summary>
internal sealed class EvidenceCollector(IGrainFactory grains, IRoomJournal journal, [ProductClock] TimeProvider time)
{
    /// <summary>Length of the reported moment.</summary>
    private static readonly TimeSpan MomentLength = TimeSpan.FromSeconds(60);

    /// <summary>A device's clock may be ahead of the server's by this much.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(10);

    public Task<SafetyReply<Evidence>> CaptureAsync(FileReport report) => report.Kind switch
    {
        ReportKind.Person => CapturePersonAsync(report),
        ReportKind.Room => CaptureRoomAsync(report),
        ReportKind.Message => CaptureMessageAsync(report),
        ReportKind.Moment => CaptureMomentAsync(report),
        _ => throw new ArgumentOutOfRangeException(nameof(report), report.Kind, "Not a kind of report."),
    };

    private async Task<SafetyReply<Evidence>> CapturePersonAsync(FileReport report)
    {
        var accused = report.Person ?? throw new ArgumentException("A report of a person must name the person.", nameof(report));
        return accused == report.Reporter ? SafetyRejection.ReportsOneself
            : await ProfileAsync(accused) is { } profile ? Evidence.Of(accused, new JsonObject { ["person"] = profile })
            : SafetyRejection.PersonUnknown;
    }

    private async Task<SafetyReply<Evidence>> CaptureRoomAsync(FileReport report)
    {
        if (await HistoryAsync(report) is not { } history)
        {
            return SafetyRejection.RoomUnknown;
        }

        var room = Room.Replay(history)!;
        var json = new JsonObject { ["room"] = RoomJson(room), ["person"] = await ProfileAsync(room.Owner.Id) };
        return new Evidence(SubjectNames.Of(room.Id), room.Owner.Id, json);
    }

    private async Task<SafetyReply<Evidence>> CaptureMessageAsync(FileReport report)
    {
        if (await HistoryAsync(report) is not { } history)
        {
            return SafetyRejection.RoomUnknown;
        }

        if (history.FirstOrDefault(
            happened => happened.Version == report.EventVersion) is not HandRaised { Question: { } question } raised
            || Room.Replay(history.TakeWhile(happened => happened.Version <= raised.Version)) is not { } room
            || (!room.IsHost(report.Reporter) && raised.Person.Id != report.Reporter))
        {
            return SafetyRejection.MessageUnknown;
        }

        var json = new JsonObject
        {
            ["room"] = RoomJson(room),
            ["message"] = new JsonObject
            {
                ["eventNumber"] = raised.Version, ["at"] = raised.At, ["by"] = PersonJson(raised.Person), ["text"] = question,
            },
            ["person"] = await ProfileAsync(raised.Person.Id),
        };
        return raised.Person.Id == report.Reporter ? SafetyRejection.ReportsOneself : Evidence.Of(raised.Person.Id, json);
    }

    private async Task<SafetyReply<Evidence>> CaptureMomentAsync(FileReport report)
    {
        if (await HistoryAsync(report) is not { } history)
        {
            return SafetyRejection.RoomUnknown;
        }

        var now = time.GetUtcNow();
        var end = report.At ?? now;
        var begin = end - MomentLength;
        var ended = history.OfType<RoomEnded>().FirstOrDefault();
        if (end > now + Ahead || end < history[0].At || begin > ended?.At)
        {
            return SafetyRejection.MomentInvalid;
        }

        // The room as it was when the minute began, or when the room began.
        var before = Room.Replay(history.TakeWhile(happened => happened.At <= begin || happened is RoomCreated))!;
        var during = history.Where(happened => happened.Version > before.Version && happened.At <= end).ToList();
        var speakers = before.Stage.Members.Select(member => member.Person)
            .Concat(during.OfType<StageTaken>().Select(taken => taken.Member.Person))
            .DistinctBy(person => person.Id)
            .ToList();
        if (report.Person is { } accused && speakers.All(person => person.Id != accused))
        {
            return SafetyRejection.MomentInvalid;
        }

        var json = new JsonObject
        {
            ["room"] = RoomJson(before),
            ["moment"] = new JsonObject
            {
                ["from"] = begin,
                ["to"] = end,
                ["versionBefore"] = before.Version,
                ["events"] = new JsonArray([.. during.Select(happened => (JsonNode)new JsonObject
                {
                    ["eventNumber"] = happened.Version, ["at"] = happened.At, ["what"] = happened.GetType().Name,
                })]),
                ["onStage"] = new JsonArray([.. speakers.Select(person => (JsonNode)PersonJson(person))]),
            },
        };
        if (report.Person is not { } person)
        {
            return new Evidence(SubjectNames.Of(before.Id), Accused: null, json);
        }

        json["person"] = await ProfileAsync(person);
        return person == report.Reporter ? SafetyRejection.ReportsOneself : Evidence.Of(person, json);
    }

    // A person who was removed from a room, or finds it locked or ended, knows of it and may report it.
    private async Task<IReadOnlyList<RoomEvent>?> HistoryAsync(FileReport report)
    {
        var id = report.Room ?? throw new ArgumentException("This report must name a room.", nameof(report));
        var admitted = await grains.GetGrain<IRoomGrain>(id.Value).JoinAsync(report.Reporter);
        var history = await journal.ReadAsync(id, afterVersion: 0);
        var isKnown = admitted.Rejection != RoomRejection.NotFound
            || history.OfType<PersonRemoved>().Any(removed => removed.User == report.Reporter);
        return isKnown && history.Count > 0 ? history : null;
    }

    private async Task<JsonObject?> ProfileAsync(UserId user)
    {
        var reply = await grains.GetGrain<IUserGrain>(user.Value).GetProfileAsync(user);
        if (reply.Value?.Profile is not { } profile)
        {
            return null;
        }

        var json = PersonJson(profile.Person);
        json["bio"] = profile.Bio;
        json["expertise"] = new JsonArray([.. profile.Expertise.Select(line => (JsonNode)line)]);
        return json;
    }

    private static JsonObject PersonJson(Person person) => new()
    {
        ["userId"] = person.Id.Value, ["handle"] = person.Handle, ["name"] = person.DisplayName,
    };

    private static JsonObject RoomJson(Room room) => new()
    {
        ["roomId"] = room.Id.Value,
        ["title"] = room.Title,
        ["version"] = room.Version,
        ["owner"] = PersonJson(room.Owner),
        ["host"] = room.Host.Value,
        ["isEnded"] = room.Phase == RoomPhase.Ended,
        ["stage"] = new JsonArray([.. room.Stage.Members.Select(member => (JsonNode)PersonJson(member.Person))]),
    };
}
