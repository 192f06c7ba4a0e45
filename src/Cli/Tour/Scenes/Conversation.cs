using AudioRooms.Protocol.Refusals;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Tour.Scenes;

/// <summary>A room opens, is found and fills; people talk, ask and react.</summary>
internal sealed class Conversation : IScene
{
    /// <summary>The statements' "a few seconds", with a margin for a busy machine.</summary>
    private static readonly TimeSpan FewSeconds = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Longest median delay at which people can still take turns, in milliseconds; it includes a margin for a busy
    /// machine.</summary>
    private const double TurnTakingMs = 400;

    private static readonly TimeSpan Sentence = TimeSpan.FromSeconds(3);

    /// <summary>Packets in half a sentence: a listener must hear at least as many.</summary>
    private const int HalfASentence = 75;

    private Dictionary<string, Participant> seats = [];

    public string Title => "A room opens and people talk";

    public async Task PlayAsync(Evening evening, CancellationToken cancellation)
    {
        seats = evening.Seats;
        var room = await OpenAsync(evening, cancellation).ConfigureAwait(false);
        await FindAsync(evening, room, cancellation).ConfigureAwait(false);
        await FillAsync(evening, room, cancellation).ConfigureAwait(false);
        await TalkAsync(evening, cancellation).ConfigureAwait(false);
        await AskAsync(evening, cancellation).ConfigureAwait(false);
        await ReactAsync(evening, cancellation).ConfigureAwait(false);
        await AddSpeakersAsync(evening, room, cancellation).ConfigureAwait(false);
    }

    private async Task<RoomCard> OpenAsync(Evening evening, CancellationToken cancellation)
    {
        var ada = evening["Ada"];
        evening.LiveBar = await LiveBar.OpenAsync(evening["Ben"].Client, evening.Time, cancellation).ConfigureAwait(false);
        var start = evening.Time.GetTimestamp();
        var request = new CreateRoomRequest
        {
            Title = $"What comes after conferences {evening.Mark}",
            Language = "en",
            StagePolicy = StagePolicy.Owner,
        };
        request.Topics.Add("business_events");
        var card = await ada.Client.Rooms.CreateAsync(request, cancellation).ConfigureAwait(false);
        seats["Ada"] = await ada.EnterAsync(card.RoomId, cancellation).ConfigureAwait(false);
        await seats["Ada"].Connection.TakeStageAsync(cancellation).ConfigureAwait(false);
        var took = evening.Time.GetElapsedTime(start);
        evening.Places["room"] = card.RoomId;
        evening.Ledger.Check(
            "S43 S45 S61",
            $"Ada, an ordinary member, is on air {took.TotalSeconds:0.0} s after her decision",
            took < FewSeconds,
            took);
        var host = await evening["Keiko"].Client.Profiles.GetAsync(card.Owner.UserId, cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S44 S58", "The room shows its title and topics, and links to its host's profile",
            card.Title == request.Title && card.Topics is ["business_events"] && host.Expertise is ["Ten years of conferences"],
            card);
        return card;
    }

    private static async Task FindAsync(Evening evening, RoomCard room, CancellationToken cancellation)
    {
        var shown = await evening.LiveBar!.ShowsAsync(
            room.RoomId,
            entry => entry is { Reason: HallwayReason.Followed, Known: [{ DisplayName: "Ada" }] },
            cancellation).ConfigureAwait(false);
        evening.Ledger.Check("S21 S53", "It appears in Ben's live bar by itself, because he follows Ada", shown);
        var told = await evening.IsNotifiedAsync(
            evening["Ben"],
            entry => entry.Kind == NotificationKind.RoomStarted && entry.Newest.Any(item => item.RoomId == room.RoomId),
            cancellation)
            .ConfigureAwait(false);
        evening.Ledger.Check("S42", "He is also told in his inbox", told);
        var byInterest = (await HallwayOfAsync(evening["Grace"], HallwayReason.Other, cancellation).ConfigureAwait(false))
            .Find(entry => entry.Room.RoomId == room.RoomId);
        evening.Ledger.Check(
            "S37 S54",
            "Grace follows none of the speakers, and sees the room because of her interests",
            byInterest?.Reason == HallwayReason.Interest,
            byInterest?.Reason);
        var found = await Evening.FindAsync(
            evening["Jonas"], SearchKind.Room, evening.Mark, "business_events", cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S41 S56 S57", "Jonas searches for the topic \"events\" and finds the room and its host",
            found is [{ Room.RoomId: var id, Owner.Person.DisplayName: "Ada" }] && id == room.RoomId, found.Count);
        var card = await evening.Stranger.Rooms.GetAsync(room.RoomId, cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S52", "A person with the room's id sees its title card, even without an account", card.Title == room.Title, card);
    }

    private async Task FillAsync(Evening evening, RoomCard room, CancellationToken cancellation)
    {
        foreach (var guest in evening.Guests.Where(guest => guest.Name is not ("Ada" or "Nobody")))
        {
            seats[guest.Name] = await guest.EnterAsync(room.RoomId, cancellation).ConfigureAwait(false);
        }

        evening.Ledger.Check("S25 S38", "The others enter with nothing but the room's id", seats.Count == 12, seats.Count);
        evening.Ledger.Check(
            "S7", "They listen: only people who took the stage are on it, and a listener cannot open a microphone",
            seats["Keiko"].Room.Stage is [{ DisplayName: "Ada" }]
                && await Evening.RefusalOfAsync(() => seats["Keiko"].Connection.SetMutedAsync(muted: false, cancellation))
                    .ConfigureAwait(false) == RoomCodes.NotOnStage);
        var listeners = 0U;
        var counted = await evening.WaitUntilAsync(
            async () => (listeners = (await evening["Ada"].Client.Rooms.GetAsync(
                room.RoomId, cancellation).ConfigureAwait(false)).ListenerCount) == 11,
            cancellation).ConfigureAwait(false);
        evening.Ledger.Check("S39 S52", "Eleven are counted in the audience", counted, listeners);

        var start = evening.Time.GetTimestamp();
        var invitation = await evening["Grace"].Client.Invitations.CreateAsync(
            InvitationKind.Link, cancellation: cancellation).ConfigureAwait(false);
        var lea = await evening.SignUpAsync("Lea", invitation.Secret, cancellation).ConfigureAwait(false);
        seats["Lea"] = await lea.EnterAsync(room.RoomId, cancellation).ConfigureAwait(false);
        var took = evening.Time.GetElapsedTime(start);
        evening.Ledger.Check(
            "S30", $"Lea hears of the room, signs up and is in it {took.TotalSeconds:0.0} s later", took < Minute, took);
    }

    private async Task TalkAsync(Evening evening, CancellationToken cancellation)
    {
        var (ada, grace, keiko, dmitri) = (seats["Ada"], seats["Grace"], seats["Keiko"], seats["Dmitri"]);
        await ada.Connection.InviteToStageAsync(evening["Grace"].Id, cancellation).ConfigureAwait(false);
        var asked = await grace.WaitUntilAsync(seat => seat.Room.InvitedToStage, cancellation).ConfigureAwait(false);
        var stillListens = grace.Room.Stage.All(voice => voice.UserId != evening["Grace"].Id);
        await grace.Connection.TakeStageAsync(cancellation).ConfigureAwait(false);
        var muted = await keiko.WaitUntilAsync(
            seat => seat.Room.Stage.Any(voice => voice.UserId == evening["Grace"].Id && voice.Muted),
            cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S40 S68 S72",
            "Grace is invited to the stage, accepts, and arrives muted",
            asked && stillListens && muted);

        await grace.Connection.SetMutedAsync(muted: false, cancellation).ConfigureAwait(false);
        await Task.WhenAll(
            ada.SpeakAsync(Sentence, cancellation), grace.SpeakAsync(Sentence, cancellation)).ConfigureAwait(false);
        var everybody = true;
        foreach (var (name, seat) in seats)
        {
            everybody &= name == "Ada" || await seat.WaitUntilAsync(
                one => one.CountHeard(evening["Ada"].Handle) >= HalfASentence, cancellation).ConfigureAwait(false);
            everybody &= name == "Grace" || await seat.WaitUntilAsync(
                one => one.CountHeard(evening["Grace"].Handle) >= HalfASentence, cancellation).ConfigureAwait(false);
        }

        var delays = seats.Values.SelectMany(seat => seat.Delays).Order().ToList();
        var median = delays.Count == 0 ? double.NaN : delays[delays.Count / 2];
        evening.Ledger.Check(
            "S1 S6 S50 S73", "Ada and Grace talk at the same time; all thirteen hear both, half of the packets within "
                + $"{median:0} ms",
            everybody && median < TurnTakingMs, $"everybody: {everybody}, median {median:0} ms");

        await ada.Connection.InviteToStageAsync(evening["Keiko"].Id, cancellation).ConfigureAwait(false);
        await keiko.WaitUntilAsync(seat => seat.Room.InvitedToStage, cancellation).ConfigureAwait(false);
        await keiko.Connection.DeclineInvitationAsync(cancellation).ConfigureAwait(false);
        var declined = await keiko.WaitUntilAsync(seat => !seat.Room.InvitedToStage, cancellation).ConfigureAwait(false);
        await dmitri.Connection.RaiseHandAsync(cancellation: cancellation).ConfigureAwait(false);
        await ada.WaitUntilAsync(
            seat => seat.Room.Hands.Any(hand => hand.UserId == evening["Dmitri"].Id), cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S40 S68", "Keiko is invited to the stage and declines; nothing happens, and nobody is told",
            declined && keiko.Room.Stage.All(voice => voice.UserId != evening["Keiko"].Id) && ada.Room.Hands.All(
                hand => hand.UserId != evening["Keiko"].Id));
    }

    private async Task AskAsync(Evening evening, CancellationToken cancellation)
    {
        var (ada, ines, hugo) = (seats["Ada"], seats["Ines"], seats["Hugo"]);
        await hugo.Connection.RaiseHandAsync("Where are the loos?", cancellation).ConfigureAwait(false);
        await ines.Connection.RaiseHandAsync("What will rooms cost in five years?", cancellation).ConfigureAwait(false);
        var seen = await ada.WaitUntilAsync(
            seat => seat.Room.Hands.Any(hand => hand is { DisplayName: "Ines", Question: "What will rooms cost in five years?" }),
            cancellation).ConfigureAwait(false);
        var placed = await ines.WaitUntilAsync(seat => seat.Room.MyHand is { Position: 3 }, cancellation).ConfigureAwait(false);
        evening.Ledger.Check("S8 S66 S67",
            "Ines raises a hand with a question; Ada sees the question, and Ines sees that she is third", seen
            && placed, $"{seen}, {ines.Room.MyHand}");
        await hugo.Connection.LowerHandAsync(cancellation: cancellation).ConfigureAwait(false);
        var second = await ines.WaitUntilAsync(seat => seat.Room.MyHand is { Position: 2 }, cancellation).ConfigureAwait(false);
        evening.Ledger.Check("S8 S66", "Hugo lowers his hand, and Ines is second", second, ines.Room.MyHand);

        await ada.Connection.InviteToStageAsync(evening["Ines"].Id, cancellation).ConfigureAwait(false);
        await ines.WaitUntilAsync(seat => seat.Room.InvitedToStage, cancellation).ConfigureAwait(false);
        await ines.Connection.TakeStageAsync(cancellation).ConfigureAwait(false);
        await ines.Connection.SetMutedAsync(muted: false, cancellation).ConfigureAwait(false);
        await ines.SpeakAsync(Sentence, cancellation).ConfigureAwait(false);
        var heard = await seats["Lea"].WaitUntilAsync(
            seat => seat.CountHeard(evening["Ines"].Handle) >= HalfASentence, cancellation).ConfigureAwait(false);
        var beside = seats["Lea"].Room.Stage.Select(voice => voice.DisplayName).ToList();
        evening.Ledger.Check("S8 S51", "Ada invites her to the stage, and Ines asks her question; everybody hears her", heard);
        evening.Ledger.Check("S3", "On stage she is beside Grace, who is famous", beside.Contains("Grace")
            && beside.Contains("Ines"), string.Join(", ", beside));
        await ada.Connection.MoveDownAsync(evening["Ines"].Id, cancellation).ConfigureAwait(false);
        var down = await ines.WaitUntilAsync(
            seat => seat.Room.Stage.All(voice => voice.UserId != evening["Ines"].Id), cancellation).ConfigureAwait(false);
        evening.Ledger.Check("S51 S69", "After the question she listens again", down && ines.Connection.IsConnected);

        await ada.Connection.MuteSpeakerAsync(evening["Grace"].Id, cancellation).ConfigureAwait(false);
        var silenced = await seats["Grace"].WaitUntilAsync(
            seat => seat.Room.Stage.Any(voice => voice.UserId == evening["Grace"].Id && voice.Muted),
            cancellation).ConfigureAwait(false);
        await seats["Grace"].Connection.SetMutedAsync(muted: false, cancellation).ConfigureAwait(false);
        var opened = await ada.WaitUntilAsync(
            seat => seat.Room.Stage.Any(voice => voice.UserId == evening["Grace"].Id && !voice.Muted),
            cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S50 S71", "Ada moderates: she mutes Grace for a moment, and only Grace can unmute herself", silenced && opened);
    }

    private async Task ReactAsync(Evening evening, CancellationToken cancellation)
    {
        foreach (var reaction in new[] { "wave", "100", "peace" })
        {
            await seats["Keiko"].Connection.ReactAsync(reaction, cancellation).ConfigureAwait(false);
            var seen = true;
            foreach (var seat in seats.Values)
            {
                seen &= await seat.WaitUntilAsync(one => one.CountReactions(reaction) > 0, cancellation).ConfigureAwait(false);
            }

            evening.Ledger.Check("S23 S24 S74", $"Keiko, a listener, reacts with \"{reaction}\", and everybody sees it", seen);
        }
    }

    private async Task AddSpeakersAsync(Evening evening, RoomCard room, CancellationToken cancellation)
    {
        var (ben, chloe) = (evening["Ben"], evening["Chloe"]);
        var onStage = seats["Ben"].Room.Stage.Single(voice => voice.DisplayName == "Grace");
        var profile = await ben.Client.Profiles.GetAsync(onStage.UserId, cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S10", "From Grace on stage Ben opens her profile, and sees the people that both know",
            profile.FollowersYouKnow.Any(person => person.DisplayName == "Ada"),
            string.Join(", ", profile.FollowersYouKnow.Select(person => person.DisplayName)));
        var relation = await ben.Client.Profiles.FollowAsync(
            seats["Ben"].Room.Stage.Single(voice => voice.DisplayName == "Ada").UserId, cancellation).ConfigureAwait(false);
        evening.Ledger.Check("S42 S10", "He can follow people that he meets in a room", relation.Follows);

        var before = seats["Chloe"].Connection.Statistics.Packets;
        var speaking = seats["Ada"].SpeakAsync(Sentence, cancellation);
        await Evening.FindAsync(chloe, SearchKind.Room, evening.Mark, "", cancellation).ConfigureAwait(false);
        await HallwayOfAsync(chloe, HallwayReason.Other, cancellation).ConfigureAwait(false);
        await speaking.ConfigureAwait(false);
        var listened = await seats["Chloe"].WaitUntilAsync(
            seat => seat.Connection.Statistics.Packets - before >= HalfASentence, cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S5 S55",
            "Chloe looks for other rooms and keeps hearing this one",
            listened && seats["Chloe"].Connection.Statistics.Reconnects == 0);

        await seats["Jonas"].Connection.LeaveAsync().ConfigureAwait(false);
        seats["Jonas"] = await evening["Jonas"].EnterAsync(room.RoomId, cancellation).ConfigureAwait(false);
        evening.Ledger.Check("S5 S62", "Jonas leaves without a word and drops in again", seats["Jonas"].Connection.IsConnected);

        var request = new CreateRoomRequest { Title = $"Two chairs {evening.Mark}", Language = "fr", Kind = RoomKind.Closed };
        var small = await evening["Hugo"].Client.Rooms.CreateAsync(request, cancellation).ConfigureAwait(false);
        var first = await evening["Hugo"].EnterAsync(small.RoomId, cancellation).ConfigureAwait(false);
        var link = await evening["Hugo"].Client.Rooms.MakeLinkAsync(
            new MakeRoomLinkRequest { RoomId = small.RoomId, Kind = RoomLinkKind.Listener }, cancellation).ConfigureAwait(false);
        var without = await Evening.RefusalOfAsync(
            () => evening["Elena"].EnterAsync(small.RoomId, cancellation)).ConfigureAwait(false);
        var other = await evening["Elena"].EnterAsync(small.RoomId, cancellation, link.Token).ConfigureAwait(false);
        evening.Ledger.Check(
            "S25 S52", "Only people with its link can enter Hugo's closed room",
            without == RoomCodes.NotFound && other.Connection.IsConnected, without);
        await first.Connection.TakeStageAsync(cancellation).ConfigureAwait(false);
        await other.Connection.TakeStageAsync(cancellation).ConfigureAwait(false);
        var two = await first.WaitUntilAsync(seat => seat.Room.Stage.Length == 2, cancellation).ConfigureAwait(false);
        await evening["Hugo"].Client.Rooms.EndAsync(small.RoomId, cancellation).ConfigureAwait(false);
        evening.Ledger.Check("S9 S4", "Hugo and Elena talk in a room of two: no event, no club, two calls", two);
    }

    private static Task<List<HallwayEntry>> HallwayOfAsync(Guest who, HallwayReason weakest, CancellationToken cancellation) =>
        Evening.AllAsync(who.Client.Discovery.HallwayAsync(weakest, cancellation: cancellation), cancellation);
}
