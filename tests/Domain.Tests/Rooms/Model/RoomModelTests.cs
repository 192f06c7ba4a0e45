using System.Reflection;
using System.Text.Json;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Rooms;
using AudioRooms.Protocol.Bounds;
using static AudioRooms.Domain.Tests.Rooms.RoomScenario;

namespace AudioRooms.Domain.Tests.Rooms.Model;

/// <summary>Compares a room with <see cref="RoomOracle"/> after steps of every kind, by any people and in any order.</summary>
public sealed class RoomModelTests
{
    private const ulong Seed = 20_260_102;

    // A rule that is tried so often is tried in many states of a room.
    private const int TimesMin = 50;

    // A refused step often has several possible reasons, so each reason occurs less often.
    private const int ReasonTimesMin = 15;

    // Small limits, so that seven people can reach each of them.
    private static readonly RoomLimits Small = new()
    {
        StageSizeMax = 4,
        HandsMax = 2,
        StageInvitationsMax = 3,
        AskedInMax = 3,
        RemovedMax = 2,
        LinksMax = 2,
    };

    [Fact]
    public void StepKinds_AgainstTheCommandsAndMethodsOfARoom_AreAllOfThem()
    {
        var commands = SealedTypes<RoomCommand>();
        var methods = typeof(Room).GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Where(method => method.ReturnType == typeof(RoomDecision) && method.Name != nameof(Room.Decide))
            .Select(method => method.Name);

        Enum.GetNames<RoomStepKind>().ShouldBe(commands.Concat(methods), ignoreOrder: true);
    }

    [Fact]
    public void EventKinds_AgainstTheEventsOfARoom_AreAllOfThem() =>
        Enum.GetNames<RoomEventKind>().ShouldBe(SealedTypes<RoomEvent>(), ignoreOrder: true);

    /// <summary>The room refuses what the oracle refuses, for the same reason; otherwise its events are the oracle's. After each
    /// step the room agrees with the model, which reads only the events. A room that was stored and read again decides the same.
    /// The stored events alone rebuild the same room.</summary>
    [Fact]
    public void AnySteps_AgainstTheOracle_AgreeAndReplay() => RoomScripts.ForAll(Seed, Agree);

    [Fact]
    public void Scripts_OfTheSeed_TryEveryStepEventAndRefusal()
    {
        var coverage = new RoomCoverage();

        RoomScripts.ForAll(Seed, script => Run(script, coverage));

        coverage.Changes.ShouldAllBe(row => row.Value >= TimesMin);
        coverage.Refusals.ShouldAllBe(row => CanBeRefused(row.Key) ? row.Value >= TimesMin : row.Value == 0);
        coverage.Events.ShouldAllBe(row => row.Value >= TimesMin);
        coverage.Reasons.ShouldAllBe(row => IsGivenByTheRoom(row.Key) ? row.Value >= ReasonTimesMin : row.Value == 0);
    }

    private static void Agree(RoomScript script)
    {
        var now = Noon;
        var oracle = new RoomOracle(Small);
        var created = script.Opening.Do(Small, now);
        ShouldBeAs(created, oracle.Expect(script.Opening, now));
        if (created.Next is not { } room)
        {
            return;
        }

        var history = new List<RoomEvent>(created.Events);
        var restored = ShouldBeSoundAndLookAs(room, oracle.Room, now);
        foreach (var step in script.Steps)
        {
            now += TimeSpan.FromSeconds(step.Pause);
            var decision = step.Do(room, Small, now);
            var expected = oracle.Expect(step, now);

            ShouldBeAs(decision, expected);
            ShouldBeAs(step.Do(restored, Small, now), expected);
            decision.ShouldFollow(room);
            if (decision.Next is { } next && !decision.Events.IsEmpty)
            {
                Written(decision.Events.Aggregate(room, (state, happened) => state.Apply(happened))).ShouldBe(Written(next));
                history.AddRange(decision.Events);
                room = next;
                restored = ShouldBeSoundAndLookAs(room, oracle.Room, now);
            }
        }

        Written(Room.Replay(history).ShouldNotBeNull()).ShouldBe(Written(room));
    }

    private static void Run(RoomScript script, RoomCoverage coverage)
    {
        var now = Noon;
        var decision = script.Opening.Do(Small, now);
        coverage.Count(decision);
        if (decision.Next is not { } room)
        {
            return;
        }

        foreach (var step in script.Steps)
        {
            now += TimeSpan.FromSeconds(step.Pause);
            decision = step.Do(room, Small, now);
            coverage.Count(step.Kind, decision);
            room = decision.Next ?? room;
        }
    }

    private static void ShouldBeAs(RoomDecision decision, (RoomRejection? Rejection, IEnumerable<RoomEvent> Events) expected)
    {
        decision.Rejection.ShouldBe(expected.Rejection);

        // Compared as text, because two records with equal arrays are not equal.
        decision.Events.Select(Written).ShouldBe(expected.Events.Select(Written));
    }

    // Returns the room after it was stored and read again.
    private static Room ShouldBeSoundAndLookAs(Room room, RoomModel model, DateTimeOffset now)
    {
        ShouldLookAs(room, model);
        room.ShouldBeSound(Small, now);
        var written = Written(room);
        var restored = Room.From(JsonSerializer.Deserialize<StoredRoom>(written).ShouldNotBeNull());
        Written(restored).ShouldBe(written);
        return restored;
    }

    private static void ShouldLookAs(Room room, RoomModel model)
    {
        var view = room.ToView(listenerCount: 0);
        view.Version.ShouldBe(model.Version);
        view.Card.Title.ShouldBe(model.Title);
        view.Card.Topics.ShouldBe(model.Topics);
        view.Card.EndedAt.ShouldBe(model.EndedAt);
        view.Card.IsLocked.ShouldBe(model.IsLocked);
        view.Card.SpeakerCount.ShouldBe(model.Stage.Count);
        view.Settings.ShouldBe(model.Settings);
        view.Host.ShouldBe(model.Host);
        view.CoHosts.ShouldBe(model.CoHosts);
        view.Stage.Epoch.ShouldBe(model.Epoch);
        view.Stage.Members.ShouldBe(model.Stage.Select(member =>
            new StageMember(member.Person, member.Source, member.Muted) { Role = model.Role(member.Person.Id) }));
        view.Hands.ShouldBe(model.HandsInOrder().Select((user, index) => HandOf(model, user, index)));
        view.Invited.ShouldBe(model.Invited, ignoreOrder: true);
        view.Removed.ShouldBe(model.Out.Keys, ignoreOrder: true);
        view.PinnedLink.ShouldBe(model.PinnedLink);
        view.ClosesAt.ShouldBe(model.ClosesAt);
        view.Links.ShouldBe(model.Links);
        room.AskedIn.ShouldBe(model.AskedIn, ignoreOrder: true);
        room.LastSource.ShouldBe(model.LastSource);
        room.HostAbsentSince.ShouldBe(model.HostAwaySince);
        room.StageEmptySince.ShouldBe(model.StageEmptySince);
    }

    private static HandView HandOf(RoomModel model, UserId user, int index)
    {
        var (person, at, question) = model.Hands.Single(hand => hand.Person.Id == user);
        return new HandView(person, at, question, model.Turn * (index + 1));
    }

    private static string Written(Room room) => JsonSerializer.Serialize(room.ToStored());

    private static string Written(RoomEvent happened) =>
        $"{happened.GetType().Name} {JsonSerializer.Serialize(happened, happened.GetType())}";

    private static IEnumerable<string> SealedTypes<T>() =>
        typeof(T).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(T)) && !type.IsAbstract).Select(type => type.Name);

    // The room itself takes these steps, so nobody can be refused.
    private static bool CanBeRefused(RoomStepKind kind) => kind is not (RoomStepKind.Expel or RoomStepKind.EndForService
        or RoomStepKind.KeepHosted or RoomStepKind.ClearHands or RoomStepKind.ClearStage);

    private static bool IsGivenByTheRoom(RoomRejection reason) => reason switch
    {
        RoomRejection.NotFound or RoomRejection.Ended or RoomRejection.TitleInvalid or RoomRejection.TopicsInvalid
            or RoomRejection.LanguageInvalid or RoomRejection.NotOwner or RoomRejection.NotOnStage
            or RoomRejection.AlreadyOnStage or RoomRejection.StageFull or RoomRejection.StageNotOpen
            or RoomRejection.ActiveSpeakersInvalid or RoomRejection.NotHost or RoomRejection.Outranked
            or RoomRejection.Removed or RoomRejection.HandsOff or RoomRejection.HandsForFollowed or RoomRejection.HandsFull
            or RoomRejection.HandNotRaised or RoomRejection.QuestionInvalid or RoomRejection.NotInvited
            or RoomRejection.InvitationsFull or RoomRejection.LinkInvalid or RoomRejection.CoHostsFull
            or RoomRejection.NotCoHost or RoomRejection.KindNarrowed or RoomRejection.RemovedFull or RoomRejection.NotRemoved
            or RoomRejection.LinksFull or RoomRejection.NoSuchLink or RoomRejection.LinkLifetimeInvalid => true,

        // The door gives these reasons, which changes nothing, or the grains do.
        RoomRejection.AlreadyExists or RoomRejection.AudienceFull or RoomRejection.Locked or RoomRejection.ClubRefused
            or RoomRejection.RosterHidden or RoomRejection.MixesFull or RoomRejection.KeyReused => false,
    };
}
