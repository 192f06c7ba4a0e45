using System.Globalization;
using Grpc.Core;

namespace Grpc.StandIn;

/// <summary>Refuses messages for their size. The text names the bound so that the person who reads it knows what to change.</summary>
internal static class MessageLimits
{
    /// <summary>What both upstream packages receive when nobody says otherwise.</summary>
    public const int ReceiveDefault = 4 * 1024 * 1024;

    /// <summary>Called with the length prefix, before anything is buffered or allocated for the message.</summary>
    public static void ThrowIfTooLongToReceive(uint length, int? lengthMax)
    {
        if (length > (uint)(lengthMax ?? int.MaxValue))
        {
            throw TooLong("Received", length, lengthMax ?? int.MaxValue);
        }
    }

    public static void ThrowIfTooLongToSend(int length, int? lengthMax)
    {
        if (length > lengthMax)
        {
            throw TooLong("Sent", length, lengthMax.Value);
        }
    }

    public static RpcException DecompressedTooLong(int lengthMax) => new(new Status(
        StatusCode.ResourceExhausted,
        string.Create(CultureInfo.InvariantCulture, $"Received message decompresses to more than the limit of {lengthMax} bytes.")));

    private static RpcException TooLong(string direction, long length, int lengthMax) => new(new Status(
        StatusCode.ResourceExhausted,
        string.Create(CultureInfo.InvariantCulture, $"{direction} message is larger than the limit: {length} vs. {lengthMax} bytes.")));
}
