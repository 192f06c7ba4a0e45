using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Invitations;
using AudioRooms.Protocol.Bounds;
using FsCheck;
using FsCheck.Fluent;

namespace AudioRooms.Domain.Tests.Invitations;

/// <summary>Compares any sequence of commands with a model that only counts.</summary>
public sealed class InvitationLedgerModelTests
{
    private const int Kinds = 7;
    private const int Keys = 8;
    private const int People = 3;

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A ledger never admits more people than were granted, in whatever order invitations are created, revoked, expire
    /// and are contested, and even if the clock goes back. A seat belongs to one person for good.</summary>
    [Fact]
    public void AnyCommands_AgainstTheReferenceModel_NeverSeatMoreThanGranted()
    {
        var steps = Gen.Choose(0, Kinds - 1)
            .SelectMany(_ => Gen.Choose(0, Keys - 1), (kind, key) => (Kind: kind, Key: key))
            .SelectMany(_ => Gen.Choose(0, People - 1), (step, who) => (step.Kind, step.Key, Who: who))
            .ArrayOf().ToArbitrary();

        Prop.ForAll(steps, script => AgreesWithModel(script)).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    private static bool AgreesWithModel((int Kind, int Key, int Who)[] script)
    {
        var options = new InvitationOptions { ExpireAfter = TimeSpan.FromDays(2), GrantMax = 6 };
        var ledger = InvitationLedger.Closed.Open(inviter: null, options);
        var now = Start;
        var granted = options.StartingGrant;
        var occasions = new HashSet<int>();
        var seats = new Dictionary<string, UserId>();

        foreach (var (kind, keyNumber, who) in script)
        {
            var (key, person) = ($"key{keyNumber}", new UserId($"person{who}"));
            switch (kind)
            {
                case 0 or 1:
                    var issued = ledger.Issue(key, InvitationKind.Link, now, options);
                    if (issued.IsAccepted)
                    {
                        ledger = issued.Next;
                    }

                    break;
                case 2:
                    var revoked = ledger.Revoke(key, now);
                    (revoked.Rejection == InvitationRejection.AlreadyAccepted).ShouldBe(seats.ContainsKey(key));
                    ledger = revoked.Next ?? ledger;
                    break;
                case 3 or 4:
                    var accepted = ledger.Accept(key, person, now);
                    if (accepted is not null)
                    {
                        seats.TryAdd(key, person);
                        seats[key].ShouldBe(person, "two people on one seat");
                        ledger = accepted;
                    }
                    else
                    {
                        (seats.TryGetValue(key, out var seated) && seated == person).ShouldBeFalse("a seat was lost");
                    }

                    break;
                case 5:
                    if (occasions.Add(keyNumber) && granted < options.GrantMax)
                    {
                        granted++;
                        ledger = ledger.Earn($"occasion{keyNumber}", 1, options).Next.ShouldNotBeNull();
                    }

                    break;
                default:
                    // Now and then the clock goes back, so expired invitations can become valid again.
                    now += who == 0 ? TimeSpan.FromDays(-1) : TimeSpan.FromDays(who);
                    break;
            }

            ledger.Granted.ShouldBe(granted);
            seats.Count.ShouldBeLessThanOrEqualTo(granted);
            ledger.Invitations.Count(invitation => invitation.AcceptedBy is not null).ShouldBe(seats.Count);
            ledger.RemainingAt(now).ShouldBeInRange(0, granted - seats.Count);
        }

        return true;
    }
}
