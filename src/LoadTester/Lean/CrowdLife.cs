using AudioRooms.Client;
using AudioRooms.LoadTester.People;
using AudioRooms.LoadTester.Plans;
using AudioRooms.Wire.V1;

namespace AudioRooms.LoadTester.Lean;

/// <summary>Makes one listener act as people of its kind do, by a schedule that a seed decides.</summary>
internal sealed class CrowdLife(LeanListener listener, CrowdShare share, int seed, CrowdDeeds deeds, TimeProvider time)
{
    private static readonly LatencyClass[] Classes = [LatencyClass.Interactive, LatencyClass.Economy, LatencyClass.Audience];

    private readonly Random random = new(seed);
    private int changes;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        if (share.Kind is CrowdKind.Listens or CrowdKind.SlowLinks)
        {
            return;
        }

        try
        {
            // The first action comes at a random time within the period, so that a thousand people do not act together.
            await WaitAsync(share.EverySeconds * random.NextDouble(), stop).ConfigureAwait(false);
            while (true)
            {
                deeds.Note(await TryActAsync(stop).ConfigureAwait(false));
                await WaitAsync(share.EverySeconds * (0.5 + random.NextDouble()), stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task<string?> TryActAsync(CancellationToken stop)
    {
        try
        {
            return (await ActAsync(stop).ConfigureAwait(false))?.Message;
        }
        catch (ConnectionLostException e)
        {
            return e.Message;
        }
    }

    private async Task<Refusal?> ActAsync(CancellationToken stop)
    {
        switch (share.Kind)
        {
            case CrowdKind.HandRaisers:
                var refused = await listener.Person.CommandAsync(
                    new ClientMessage { RaiseHand = new RaiseHand() }, stop).ConfigureAwait(false);
                await WaitAsync(share.ForSeconds, stop).ConfigureAwait(false);
                return refused ?? await listener.Person.CommandAsync(
                    new ClientMessage { LowerHand = new LowerHand() }, stop).ConfigureAwait(false);
            case CrowdKind.Reactors:
                return await listener.Person.CommandAsync(
                    new ClientMessage { React = new React { Reaction = "wave" } }, stop).ConfigureAwait(false);
            case CrowdKind.Leavers:
                await listener.LeaveAsync().ConfigureAwait(false);
                await WaitAsync(share.ForSeconds, stop).ConfigureAwait(false);
                await listener.RejoinAsync(stop).ConfigureAwait(false);
                return null;
            case CrowdKind.Reconnects:
                listener.Person.Cut();
                return null;
            case CrowdKind.ClassChanges:
                return await listener.ChangeClassAsync(Classes[changes++ % Classes.Length], stop).ConfigureAwait(false);
            default:
                throw new InvalidOperationException($"{share.Kind} do nothing.");
        }
    }

    private Task WaitAsync(double seconds, CancellationToken stop) => Task.Delay(TimeSpan.FromSeconds(seconds), time, stop);
}
