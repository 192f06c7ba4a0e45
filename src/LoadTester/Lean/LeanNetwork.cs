namespace AudioRooms.LoadTester.Lean;

/// <summary>All connections of one process of the tester. Once a second it sends each person's due acknowledgements and pings, a
/// few people at a time, so that a thousand of them do not act together.</summary>
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

    /// <param name="server">The server's gRPC address.</param>
    /// <param name="webSockets">The server's HTTP address, if everybody shall connect by WebSocket; null for gRPC.</param>
    /// <param name="perConnection">How many people share a TCP connection.</param>
    public LeanNetwork(Uri server, Uri? webSockets, int perConnection, TimeProvider time)
    {
        Server = webSockets ?? server;
        this.webSockets = webSockets;
        PerConnection = perConnection;
        Time = time;
        var every = TimeSpan.FromSeconds(1.0 / TurnsPerSecond);
        care = time.CreateTimer(static state => ((LeanNetwork)state!).SendDue(), this, every, every);
    }

    /// <summary>The address to which people connect.</summary>
    public Uri Server { get; }

    public int PerConnection { get; }

    public TimeProvider Time { get; }

    /// <summary>Number of TCP connections that listeners share or could share.</summary>
    public int ListenerConnections { get; private set; }

    /// <summary>A place on the connection of the people who arrived just before.</summary>
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

    /// <summary>A place on a new connection that is not shared.</summary>
    /// <param name="bitsPerSecond">How fast the connection is read; 0 for no limit.</param>
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

    /// <summary>Starts to send the person's acknowledgements and pings.</summary>
    public void Add(LeanPerson person)
    {
        lock (gate)
        {
            people.Add(person);
        }
    }

    /// <summary>Stops doing so after the person has left.</summary>
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
