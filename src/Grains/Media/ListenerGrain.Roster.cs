using System.Collections.Immutable;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Text;
using AudioRooms.Protocol.Bounds;
using Orleans.Streams;

namespace AudioRooms.Grains.Media;

// The people who are connected at this listener grain's gateway. The room grain is not told of them, so arrivals and departures
// cost it nothing.
internal sealed partial class ListenerGrain
{
    private readonly SortedDictionary<string, Arrival> roster = new(StringComparer.Ordinal);

    private IAsyncStream<ArrivalNote> Arrivals => this.GetStreamProvider(StageStreams.ProviderName)
        .GetStream<ArrivalNote>(StageStreams.ArrivalsFor(Key.Room));

    public async Task ReportRosterAsync(RosterChange change)
    {
        // A complete roster is sent again now and then. Only its differences are news.
        var news = change.Arrived.RemoveAll(came => roster.GetValueOrDefault(came.Person.Id.Value)?.At == came.At);
        if (change.IsWhole)
        {
            roster.Clear();
        }

        foreach (var user in change.Left)
        {
            roster.Remove(user.Value);
        }

        foreach (var came in change.Arrived)
        {
            roster[came.Person.Id.Value] = came;
        }

        if (!news.IsEmpty)
        {
            await Arrivals.OnNextAsync(new ArrivalNote(Key.GatewayId, news));
        }
    }

    public Task<ImmutableArray<Person>> ListAudienceAsync(UserId? after, string words, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, RequestBounds.PageSizeMax);
        var asked = FoldedText.Fold(words);
        var listed = ImmutableArray.CreateBuilder<Person>();
        foreach (var (id, arrival) in roster)
        {
            if (listed.Count == limit)
            {
                break;
            }

            if ((after is not { } last || string.CompareOrdinal(id, last.Value) > 0)
                && !IsOnStage(arrival.Person.Id)
                && Matches(arrival.Person, asked))
            {
                listed.Add(arrival.Person);
            }
        }

        return Task.FromResult(listed.ToImmutable());
    }

    private Task OnArrivalsAsync(ArrivalNote note, StreamSequenceToken? token) =>
        gatewayRoom is null || note.GatewayId == Key.GatewayId ? Task.CompletedTask : gatewayRoom.OnArrivalsAsync(note);

    private bool IsOnStage(UserId user) => stage.Stage.Find(user) is not null;

    private static bool Matches(Person person, string asked) => asked.Length == 0
        || FoldedText.Fold(person.Handle).StartsWith(asked, StringComparison.Ordinal)
        || $" {FoldedText.Fold(person.DisplayName)}".Contains($" {asked}", StringComparison.Ordinal);
}
