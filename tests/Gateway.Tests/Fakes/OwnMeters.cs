using System.Diagnostics.Metrics;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>The meters of one host; the code that creates a meter disposes it.</summary>
internal sealed class OwnMeters : IMeterFactory
{
    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        return new Meter(options);
    }

    public void Dispose()
    {
    }
}
