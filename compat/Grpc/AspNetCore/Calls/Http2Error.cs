namespace Grpc.StandIn.Server;

/// <summary>The reasons given in RST_STREAM (RFC 9113 §7), as far as calls use them.</summary>
internal enum Http2Error
{
    NoError = 0x0,
    InternalError = 0x2,
    Cancel = 0x8,
}
