using System.Runtime.ExceptionServices;

namespace Orleans.Runtime;

/// <summary>The caller's end of an enumeration at a grain: hands out the elements of a batch, then pulls the next.</summary>
internal sealed class AsyncEnumeratorProxy<T> : IAsyncEnumerator<T>
{
    private readonly AsyncEnumerableRequest<T> _request;
    private readonly IAsyncEnumerableGrainExtension _target;
    private readonly Guid _requestId = Guid.NewGuid();
    private readonly CancellationTokenSource? _linked;
    private readonly CancellationToken _cancellation;
    private EnumerationResult _status;
    private object? _value;
    private int _batchIndex;
    private bool _isStarted;
    private bool _isDisposed;

    public AsyncEnumeratorProxy(AsyncEnumerableRequest<T> request, CancellationToken cancellationToken)
    {
        _request = request;
        _target = (request.TargetGrain ?? throw new InvalidOperationException("The request was not made by a proxy."))
            .AsReference<IAsyncEnumerableGrainExtension>();

        // The token of the call and that of the enumeration both end it.
        var callToken = request.GetCancellationToken();
        if (callToken.CanBeCanceled && cancellationToken.CanBeCanceled && callToken != cancellationToken)
        {
            _linked = CancellationTokenSource.CreateLinkedTokenSource(callToken, cancellationToken);
            _cancellation = _linked.Token;
        }
        else
        {
            _cancellation = callToken.CanBeCanceled ? callToken : cancellationToken;
        }
    }

    public T Current =>
        Has(EnumerationResult.Batch) ? ((List<T>)_value!)[_batchIndex]
        : Has(EnumerationResult.Element) ? (T)_value!
        : throw new InvalidOperationException("The enumeration stands before its first or behind its last element.");

    public async ValueTask<bool> MoveNextAsync()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (Has(EnumerationResult.Batch) && ++_batchIndex < ((List<T>)_value!).Count)
        {
            return true;
        }

        if (Has(EnumerationResult.Completed))
        {
            (_status, _value) = (EnumerationResult.Completed, null);
            return false;
        }

        do
        {
            _cancellation.ThrowIfCancellationRequested();
            if (_isStarted)
            {
                (_status, _value) = await _target.MoveNext<T>(_requestId, _cancellation);
            }
            else
            {
                // The grain may know the enumeration from here on, whatever becomes of the response.
                _isStarted = true;
                (_status, _value) = await _target.StartEnumeration(_requestId, _request, _cancellation);
            }
        }
        while (_status == EnumerationResult.Heartbeat);

        _batchIndex = 0;
        switch (_status)
        {
            case EnumerationResult.Error:
                ExceptionDispatchInfo.Throw((Exception)_value!);
                return false;
            case EnumerationResult.Canceled:
                throw new OperationCanceledException(_cancellation);
            case EnumerationResult.MissingEnumeratorError:
                throw new EnumerationAbortedException(
                    "The grain does not know this enumeration: it was deactivated since, or nobody asked for an element for too long.");
            default:
                return Has(EnumerationResult.Element) || Has(EnumerationResult.Batch);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _linked?.Dispose();
        const EnumerationResult Ended = EnumerationResult.Completed | EnumerationResult.MissingEnumeratorError
            | EnumerationResult.Error | EnumerationResult.Canceled;
        if (_isStarted && (_status & Ended) == 0)
        {
            await _target.DisposeAsync(_requestId);
        }
    }

    private bool Has(EnumerationResult flag) => (_status & flag) != 0;
}
