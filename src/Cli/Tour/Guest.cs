using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Tour;

/// <summary>A person of the evening, with an account and a device.</summary>
internal sealed class Guest : IAsyncDisposable
{
    private readonly TimeProvider time;
    private readonly List<Participant> seats = [];

    public Guest(string name, SignedIn signedIn, Uri server, TimeProvider time)
    {
        Name = name;
        SignedIn = signedIn;
        this.time = time;
        Client = new AudioRoomsClient(new AudioRoomsClientOptions
        {
            Server = server,
            Time = time,
            AccessToken = _ => ValueTask.FromResult<string?>(signedIn.AccessToken),
        });
    }

    /// <summary>First name in the script.</summary>
    public string Name { get; }

    public SignedIn SignedIn { get; }

    public string Id => SignedIn.UserId;

    public string Handle => SignedIn.Handle;

    public AudioRoomsClient Client { get; }

    /// <summary>Enters a room and stays until the room is over or the tour ends.</summary>
    /// <param name="linkToken">Token of a link into the room; empty for none.</param>
    public async Task<Participant> EnterAsync(string roomId, CancellationToken cancellation, string linkToken = "")
    {
        var seat = await Participant.TakeAsync(Client, roomId, linkToken, time, cancellation).ConfigureAwait(false);
        seats.Add(seat);
        return seat;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var seat in seats)
        {
            await seat.DisposeAsync().ConfigureAwait(false);
        }

        await Client.DisposeAsync().ConfigureAwait(false);
    }
}
