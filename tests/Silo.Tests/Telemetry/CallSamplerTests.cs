using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using AudioRooms.Silo.Telemetry;
using OpenTelemetry.Trace;

namespace AudioRooms.Silo.Tests.Telemetry;

/// <summary>Which spans a server records.</summary>
public sealed class CallSamplerTests
{
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    private static readonly ActivityContext None = new(default, default, ActivityTraceFlags.None);

    [Theory]
    [InlineData("command raise_hand")]
    [InlineData(Request)]
    public void ShouldSample_WhatADeviceAskedFor_BeginsATraceByTheRatio(string name)
    {
        Decide(new CallSampler(1), name, None).ShouldBe(SamplingDecision.RecordAndSample);
        Decide(new CallSampler(0), name, None).ShouldBe(SamplingDecision.Drop);
    }

    [Theory]
    [InlineData("IRoomGrain/CommandAsync")]
    [InlineData("ISessionRegistryGrain/ListRevokedAsync")]
    public void ShouldSample_WhatTheServerDoesByItself_BeginsNone(string name) =>
        Decide(new CallSampler(1), name, None).ShouldBe(SamplingDecision.Drop);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ShouldSample_ACallOfAGrain_IsRecordedAsItsCallerIs(bool isRemote)
    {
        Decide(new CallSampler(0), "IRoomGrain/CommandAsync", Parent(ActivityTraceFlags.Recorded, isRemote))
            .ShouldBe(SamplingDecision.RecordAndSample);
        Decide(new CallSampler(1), "IRoomGrain/CommandAsync", Parent(ActivityTraceFlags.None, isRemote))
            .ShouldBe(SamplingDecision.Drop);
    }

    [Theory]
    [InlineData("ISpeakerGrain/SpeakAsync")]
    [InlineData("IGatewayRoom/OnPacketAsync")]
    [InlineData("IMixListener/OnMixAsync")]
    [InlineData("ILiveStreamNode/DeliverAsync")]
    public void ShouldSample_APacket_IsNeverRecordedEvenWithinATrace(string name) =>
        Decide(new CallSampler(1), name, Parent(ActivityTraceFlags.Recorded, isRemote: true)).ShouldBe(SamplingDecision.Drop);

    [Fact]
    public void ShouldSample_ACallerWhoWantsToBeRecorded_DoesNotDecide() =>
        Decide(new CallSampler(0), Request, Parent(ActivityTraceFlags.Recorded, isRemote: true)).ShouldBe(SamplingDecision.Drop);

    [Theory]
    [InlineData(-0.01, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(1.01, false)]
    public void SampleRatio_AShare_IsFromZeroToOne(double ratio, bool isValid)
    {
        var options = new TracingOptions { SampleRatio = ratio };

        Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true).ShouldBe(isValid);
    }

    [Fact]
    public void SampleRatio_NotSet_IsOneInAHundred() => new TracingOptions().SampleRatio.ShouldBe(0.01);

    private static ActivityContext Parent(ActivityTraceFlags flags, bool isRemote) =>
        new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), flags, traceState: null, isRemote);

    private static SamplingDecision Decide(CallSampler sampler, string name, ActivityContext parent)
    {
        var trace = parent.TraceId == default ? ActivityTraceId.CreateRandom() : parent.TraceId;
        return sampler.ShouldSample(new SamplingParameters(parent, trace, name, ActivityKind.Server)).Decision;
    }
}
