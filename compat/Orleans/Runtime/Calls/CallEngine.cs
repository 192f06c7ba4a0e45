using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.CodeGeneration;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Serialization.Invocation;
using Orleans.StandIn.Hosting;

namespace Orleans.StandIn.Runtime;

/// <summary>Sends the requests of references to their receivers: the one place through which every call goes.</summary>
internal sealed class CallEngine : IGrainReferenceRuntime
{
    private readonly DeepCopier _copier;
    private readonly Serializer _serializer;
    private readonly bool _serializesCalls;
    private readonly IOutgoingGrainCallFilter[] _outgoingFilters;
    private readonly GrainReferenceFactory _references;
    private readonly Catalog _catalog;

    public CallEngine(
        Catalog catalog,
        GrainReferenceFactory references,
        DeepCopier copier,
        Serializer serializer,
        CallClock clock,
        CallInstruments instruments,
        MessagingOptions messaging,
        IOptions<CallTestingOptions> testingOptions,
        IEnumerable<IOutgoingGrainCallFilter> outgoingFilters,
        ILogger<CallEngine> log)
    {
        _catalog = catalog;
        _references = references;
        _copier = copier;
        _serializer = serializer;
        _outgoingFilters = [.. outgoingFilters];
        _serializesCalls = testingOptions.Value.SerializeCalls;
        ResponseTimeout = messaging.ResponseTimeout;
        DropsExpired = messaging.DropExpiredMessages;
        CancelsOnTimeout = messaging.CancelRequestOnTimeout;
        WaitsForCancellation = messaging.WaitForCancellationAcknowledgement;
        Log = log;
        Clock = clock;
        Instruments = instruments;
    }

    public CallClock Clock { get; }

    public CallInstruments Instruments { get; }

    public ILogger Log { get; }

    public TimeSpan ResponseTimeout { get; }

    public bool DropsExpired { get; }

    public bool CancelsOnTimeout { get; }

    public bool WaitsForCancellation { get; }

    public ValueTask<T?> InvokeMethodAsync<T>(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        if (_outgoingFilters.Length > 0)
        {
            return new OutgoingCall(this, _outgoingFilters, reference, request, options).InvokeAsync<T?>();
        }

        return Send<T>(reference, request, options);
    }

    public ValueTask InvokeMethodAsync(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        if (_outgoingFilters.Length > 0)
        {
            return new OutgoingCall(this, _outgoingFilters, reference, request, options).InvokeAsync();
        }

        return Send(reference, request, options);
    }

    public void InvokeMethod(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        if (_outgoingFilters.Length > 0)
        {
            new OutgoingCall(this, _outgoingFilters, reference, request, options | InvokeMethodOptions.OneWay).InvokeAndForget();
            return;
        }

        SendOneWay(reference, request, options);
    }

    public object Cast(IAddressable grain, Type interfaceType) =>
        interfaceType.IsInstanceOfType(grain) ? grain : _references.Create(grain.GetGrainId(), interfaceType);

    public ValueTask<T?> Send<T>(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        if ((options & InvokeMethodOptions.OneWay) != 0)
        {
            SendOneWay(reference, request, options);
            return default;
        }

        try
        {
            return SendForResponse<T?>(reference, request, options).AsValueTask();
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<T?>(exception);
        }
    }

    public ValueTask Send(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        if ((options & InvokeMethodOptions.OneWay) != 0)
        {
            SendOneWay(reference, request, options);
            return default;
        }

        try
        {
            return SendForResponse<object?>(reference, request, options).AsVoidValueTask();
        }
        catch (Exception exception)
        {
            return ValueTask.FromException(exception);
        }
    }

    /// <summary>The receiver ended before the call could start there: it goes to the target's present receiver.</summary>
    public void Forward(Call call)
    {
        try
        {
            call.Reference.TargetHint = null;
            Post(call);
        }
        catch (Exception exception)
        {
            call.Refuse(exception);
        }
    }

    public T CopyResult<T>(T result) =>
        _serializesCalls ? _serializer.Deserialize<T>(_serializer.SerializeToArray(result))! : _copier.Copy(result);

    public Exception CopyFailure(Exception exception) =>
        _serializesCalls ? _serializer.Deserialize<Exception>(_serializer.SerializeToArray(exception))! : exception;

    private Call<T> SendForResponse<T>(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        var cancellation = request.IsCancellable ? request.GetCancellationToken() : default;
        cancellation.ThrowIfCancellationRequested();
        var call = Call<T>.Rent();
        call.Prepare(this, reference, AsSent(request), options, RuntimeContext.Current);
        if (cancellation.CanBeCanceled)
        {
            call.ObserveCancellation(cancellation);
        }

        Post(call);
        return call;
    }

    private void SendOneWay(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        try
        {
            var call = Call<object?>.Rent();
            call.Prepare(this, reference, AsSent(request), options | InvokeMethodOptions.OneWay, RuntimeContext.Current);
            Post(call);
        }
        catch (Exception exception)
        {
            // A one-way call tells its caller nothing, whichever way it fails.
            CallLog.OneWayNotSent(Log, reference.GrainId, exception);
        }
    }

    private void Post(Call call)
    {
        var reference = call.Reference;
        if (reference.TargetHint is Activation { AcceptsCalls: true } known && _catalog.AllowsCallsFrom(call.Source))
        {
            known.Turns.Post(call);
            return;
        }

        if (reference.Shared.GrainType.IsClient())
        {
            LocalObjects.Find(reference.GrainId).Turns.Post(call);
            return;
        }

        var receiver = _catalog.Find(reference.GrainId, call.Source);
        reference.TargetHint = receiver.IsShared ? null : receiver;
        receiver.Turns.Post(call);
    }

    /// <summary>In the mode for tests every request goes to bytes and back, as if the receiver were elsewhere.</summary>
    private IInvokable AsSent(IInvokable request) =>
        _serializesCalls ? (IInvokable)_serializer.Deserialize<object>(_serializer.SerializeToArray<object>(request))! : request;
}
