using AudioRooms.Protocol.Refusals;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Tour.Scenes;

/// <summary>The three kinds of clubs are founded; each is joined in its own way.</summary>
internal sealed class ClubNight : IScene
{
    public string Title => "Three clubs are founded";

    public async Task PlayAsync(Evening evening, CancellationToken cancellation)
    {
        await ShowAsync(evening, cancellation).ConfigureAwait(false);
        await CommunityAsync(evening, cancellation).ConfigureAwait(false);
        await PrivateAsync(evening, cancellation).ConfigureAwait(false);
    }

    private static async Task<Club> FoundAsync(
        Evening evening, string founder, ClubKind kind, string name, string question, CancellationToken cancellation)
    {
        var settings =
            new ClubSettings { Description = $"{name} of {founder}", Rules = "Be kind.", Question = question, Language = "en" };
        settings.Topics.Add("business_events");
        var request = new FoundClubRequest { Kind = kind, Name = $"{name} {evening.Mark}", Settings = settings };
        return await evening[founder].Client.Clubs.FoundAsync(request, cancellation).ConfigureAwait(false);
    }

    private static async Task ShowAsync(Evening evening, CancellationToken cancellation)
    {
        var show = await FoundAsync(evening, "Ada", ClubKind.Show, "Friday Noon", "", cancellation).ConfigureAwait(false);
        evening.Places["show"] = show.ClubId;
        evening.Ledger.Check(
            "S12", "Ada founds a club and owns it", show.YourRole == ClubRole.Owner && show.MemberCount == 1, show);

        var found = await evening.WaitUntilAsync(
            async () =>
                (await Evening.FindAsync(evening["Ben"], SearchKind.Club, evening.Mark, "", cancellation).ConfigureAwait(false))
                    .Exists(result => result.Id == show.ClubId),
            cancellation).ConfigureAwait(false);
        var joined = await evening["Ben"].Client.Clubs.JoinAsync(
            show.ClubId, show.RulesEdition, cancellation).ConfigureAwait(false);
        var followed = await evening["Chloe"].Client.Clubs.FollowAsync(show.ClubId, cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S13", "It is a show: Ben finds it and joins without being asked", found
                && joined.YourRole == ClubRole.Member, joined.YourRole);
        evening.Ledger.Check(
            "S48", "Chloe follows the show, and the host sees the number", followed.FollowerCount == 1, followed.FollowerCount);
    }

    private static async Task CommunityAsync(Evening evening, CancellationToken cancellation)
    {
        var community = await FoundAsync(
            evening, "Dmitri", ClubKind.Community, "Stage Hands", "Which stages?", cancellation).ConfigureAwait(false);
        evening.Places["community"] = community.ClubId;
        var hugo = evening["Hugo"];
        var straightIn = await Evening.RefusalOfAsync(
            () => hugo.Client.Clubs.JoinAsync(community.ClubId, community.RulesEdition, cancellation)).ConfigureAwait(false);
        var applied = await hugo.Client.Clubs.ApplyAsync(
            community.ClubId, "Small ones", community.RulesEdition, cancellation).ConfigureAwait(false);
        var applications = await Evening.AllAsync(
            evening["Dmitri"].Client.Clubs.PeopleAsync(community.ClubId, ClubListing.Applications, cancellation),
            cancellation).ConfigureAwait(false);
        await evening["Dmitri"].Client.Clubs.ApproveAsync(community.ClubId, hugo.Id, cancellation).ConfigureAwait(false);
        var member = await hugo.Client.Clubs.GetAsync(community.ClubId, cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S14", "A community: people must apply; Hugo answers its question and is approved",
            straightIn is not null
                && applied.YourPending == ClubPending.Applied
                && applications is [{ Answer: "Small ones" }]
                && member.YourRole == ClubRole.Member,
            $"{straightIn}, {applied.YourPending}, {applications.Count} applications, {member.YourRole}");
        var request = new CreateRoomRequest { Title = $"Cables {evening.Mark}", Language = "en", ClubId = community.ClubId };
        var room = await hugo.Client.Rooms.CreateAsync(request, cancellation).ConfigureAwait(false);
        var visitor = await evening["Keiko"].EnterAsync(room.RoomId, cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S12 S14 S76 S77",
            "As a member he opens a room of the club",
            member.YouMayOpenRooms && room.ClubId == community.ClubId,
            room);
        evening.Ledger.Check("S38", "Keiko, who belongs to no club, drops in and listens", visitor.Connection.IsConnected);
        await hugo.Client.Rooms.EndAsync(room.RoomId, cancellation).ConfigureAwait(false);
    }

    private static async Task PrivateAsync(Evening evening, CancellationToken cancellation)
    {
        var group = await FoundAsync(evening, "Elena", ClubKind.Private, "Back Room", "", cancellation).ConfigureAwait(false);
        evening.Places["private"] = group.ClubId;
        var (jonas, max) = (evening["Jonas"], evening["Max"]);
        await evening["Elena"].Client.Clubs.InviteAsync(group.ClubId, jonas.Id, cancellation).ConfigureAwait(false);
        var invitations = await Evening.AllAsync(
            jonas.Client.Clubs.ListAsync(ClubScope.Invitations, cancellation), cancellation).ConfigureAwait(false);
        var joined = await jonas.Client.Clubs.JoinAsync(group.ClubId, group.RulesEdition, cancellation).ConfigureAwait(false);
        var told = await evening.IsNotifiedAsync(
            jonas, entry => entry.Kind == NotificationKind.ClubInvited && entry.Newest[0].ClubId == group.ClubId, cancellation)
                .ConfigureAwait(false);
        evening.Ledger.Check(
            "S15 S78",
            "A private group: Jonas gets the invitation and joins",
            told && invitations is [var one] && one.ClubId == group.ClubId && joined.YourRole == ClubRole.Member);

        var asked = await Evening.RefusalOfAsync(
            () => max.Client.Clubs.GetAsync(group.ClubId, cancellation)).ConfigureAwait(false);
        var made = await Evening.RefusalOfAsync(
            () => max.Client.Clubs.GetAsync("no-such-club", cancellation)).ConfigureAwait(false);
        var searched = await Evening.FindAsync(max, SearchKind.Club, evening.Mark, "", cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S15", "To Max it looks exactly like a club that does not exist",
            asked is not null && asked == made && !searched.Exists(result => result.Id == group.ClubId), $"{asked}, {made}");

        var request =
            new CreateRoomRequest { Title = $"Behind the curtain {evening.Mark}", Language = "en", ClubId = group.ClubId };
        var room = await evening["Elena"].Client.Rooms.CreateAsync(request, cancellation).ConfigureAwait(false);
        var member = await jonas.EnterAsync(room.RoomId, cancellation).ConfigureAwait(false);
        var card = await Evening.RefusalOfAsync(() => max.Client.Rooms.GetAsync(room.RoomId, cancellation)).ConfigureAwait(false);
        var entered = await Evening.RefusalOfAsync(() => max.EnterAsync(room.RoomId, cancellation)).ConfigureAwait(false);
        evening.Ledger.Check(
            "S15 S12", "Its members meet in a room that Max cannot see",
            member.Connection.IsConnected && card == RoomCodes.NotFound && entered == RoomCodes.NotFound, $"{card}, {entered}");
        await evening["Elena"].Client.Rooms.EndAsync(room.RoomId, cancellation).ConfigureAwait(false);
    }
}
