namespace Concentus.Native;

/// <summary>Request numbers of the ctl functions (opus_defines.h; 11002 is from opus_private.h).</summary>
internal static class OpusRequest
{
    public const int SetApplication = 4000;
    public const int GetApplication = 4001;
    public const int SetBitrate = 4002;
    public const int GetBitrate = 4003;
    public const int SetMaxBandwidth = 4004;
    public const int GetMaxBandwidth = 4005;
    public const int SetVbr = 4006;
    public const int GetVbr = 4007;
    public const int SetBandwidth = 4008;
    public const int GetBandwidth = 4009;
    public const int SetComplexity = 4010;
    public const int GetComplexity = 4011;
    public const int SetInbandFec = 4012;
    public const int GetInbandFec = 4013;
    public const int SetPacketLossPercent = 4014;
    public const int GetPacketLossPercent = 4015;
    public const int SetDtx = 4016;
    public const int GetDtx = 4017;
    public const int SetVbrConstraint = 4020;
    public const int GetVbrConstraint = 4021;
    public const int SetForceChannels = 4022;
    public const int GetForceChannels = 4023;
    public const int SetSignal = 4024;
    public const int GetSignal = 4025;
    public const int GetLookahead = 4027;
    public const int ResetState = 4028;
    public const int GetFinalRange = 4031;
    public const int GetPitch = 4033;
    public const int SetGain = 4034;
    public const int SetLsbDepth = 4036;
    public const int GetLsbDepth = 4037;
    public const int GetLastPacketDuration = 4039;
    public const int SetExpertFrameDuration = 4040;
    public const int GetExpertFrameDuration = 4041;
    public const int SetPredictionDisabled = 4042;
    public const int GetPredictionDisabled = 4043;
    public const int GetGain = 4045;
    public const int SetForceMode = 11002;
}
