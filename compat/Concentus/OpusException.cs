using Concentus.Enums;

namespace Concentus;

#pragma warning disable CA1032 // upstream's constructors are internal: only the codec throws this

/// <summary>The codec refused a call; <see cref="OpusErrorCode"/> is the C API's code.</summary>
public class OpusException : Exception
{
    internal OpusException(string message, int opusError)
        : base(message)
    {
        OpusErrorCode = opusError;
    }

    /// <summary>One of the constants of <see cref="OpusError"/>.</summary>
    public int OpusErrorCode { get; }
}
