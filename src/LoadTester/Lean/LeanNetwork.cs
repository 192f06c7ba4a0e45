namespace AudioRooms.LoadTester.Lean;

/// <summary>
/// All connections of one process of the tester. Looks after everybody who is connected once a second, a few at a time, so that a
/// thousand of them do not acknowledge and ping together.
/// </summary>
internal sealed class LeanNetwork : IDisposable
{
    private const int TurnsPerSecond = 20;

    private readonly Lock gate = new();
    private readonly Uri? webSockets;
    private readonly List<LeanPerson> people = [];
    private readonly List<LeanLinkGroup> groups = [];
    private readonly ITimer care;
    private LeanLinkGroup? filling;
    private int inFilling;
    private int turn;

    /// <param name="server">Its gRPC address.</param>
    /// <param name="webSockets">Its HTTP address, if everybody shall come by WebSocket; null for gRPC.</param>
    /// <param name="perConnection">How many people share a TCP connection.</param>
    /// <param name="time">The clock.</param>
    public LeanNetwork(Uri server, Uri? webSockets, int perConnection, TimeProvider time)
    {
        Server = webSockets ?? server;
        this.webSockets = webSockets;
        PerConnection = perConnection;
        Time = time;
        var every = TimeSpan.FromSeconds(1.0 / TurnsPerSecond);
        care = time.CreateTimer(static state => ((LeanNetwork)state!).SendDue(), this, every, every);
    }

    /// <summary>Where people connect.</summary>
    public Uri Server { get; }

    public int PerConnection { get; }

    public TimeProvider Time { get; }

    /// <summary>TCP connections that are shared by listeners, or could be.</summary>
    public int ListenerConnections { get; private set; }

    /// <summary>A place on a connection that is shared with those who came just before.</summary>
    public LeanLinkGroup Place()
    {
        lock (gate)
        {
            if (filling is null || inFilling == PerConnection)
            {
                groups.Add(filling = new LeanLinkGroup(this));
                inFilling = 0;
                ListenerConnections++;
            }

            inFilling++;
            return filling;
        }
    }

    /// <summary>A connection of one's own.</summary>
    /// <param name="bitsPerSecond">How fast it is read; 0 reads as fast as it comes.</param>
    public LeanLinkGroup OwnPlace(int bitsPerSecond = 0)
    {
        var own = new LeanLinkGroup(this) { BitsPerSecond = bitsPerSecond };
        lock (gate)
        {
            groups.Add(own);
        }

        return own;
    }

    public async Task<LeanLink> ConnectAsync(int bitsPerSecond, CancellationToken cancellation) => webSockets is not null
        ? await WebSocketLink.ConnectAsync(webSockets, bitsPerSecond, Time, cancellation).ConfigureAwait(false)
        : await Http2Link.ConnectAsync(Server, bitsPerSecond, Time, cancellation).ConfigureAwait(false);

    /// <summary>From now on the person is looked after.</summary>
    public void Add(LeanPerson person)
    {
        lock (gate)
        {
            people.Add(person);
        }
    }

    /// <summary>The person has left.</summary>
    public void Remove(LeanPerson person)
    {
        lock (gate)
        {
            people.Remove(person);
        }
    }

    public void Dispose()
    {
        care.Dispose();
        lock (gate)
        {
            foreach (var group in groups)
            {
                group.Dispose();
            }
        }
    }

    private void SendDue()
    {
        var now = Time.GetTimestamp();
        lock (gate)
        {
            for (var i = turn; i < people.Count; i += TurnsPerSecond)
            {
                people[i].SendDue(now);
            }

            turn = (turn + 1) % TurnsPerSecond;
        }
    }
}
