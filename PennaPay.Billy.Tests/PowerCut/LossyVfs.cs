using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PennaPay.Billy.Tests.PowerCut;

/// <summary>
/// SQLite's own way to its files under a name of its own, with a <see cref="LossyDisk"/> listening: whoever names it in a
/// connection string goes through it, and nobody else. Shared memory is SQLite's own, and no power cut leaves it behind.
/// </summary>
internal sealed unsafe partial class LossyVfs : IDisposable
{
    private const int Ok = 0;
    private const int IoError = 10;
    // The main file, its journals and its log; not what SQLite keeps for itself alone.
    private const int Lasting = 0x100 | 0x800 | 0x4000 | 0x80000;

    private static readonly ConcurrentDictionary<nint, LossyDisk> Disks = [];
    private static readonly Vfs* Default = Find(null);
    private static readonly Methods* Watched = MakeMethods();

    private readonly Vfs* vfs;

    public LossyVfs(LossyDisk disk)
    {
        Name = $"lossy-{Guid.NewGuid():N}";
        // Both stay for good: a connection that was left open may still go by them.
        vfs = (Vfs*)NativeMemory.Alloc((nuint)sizeof(Vfs));
        *vfs = *Default;
        vfs->Next = null;
        vfs->Name = (byte*)Marshal.StringToCoTaskMemUTF8(Name);
        vfs->FileSize = sizeof(Handle) + Default->FileSize;
        vfs->Open = &Open;
        vfs->Delete = &Delete;
        Disks[(nint)vfs] = disk;
        Assert.Equal(Ok, Register(vfs, 0));
    }

    /// <summary>What a connection string calls it.</summary>
    public string Name { get; }

    public void Dispose() => _ = Unregister(vfs);

    private static Methods* MakeMethods()
    {
        var methods = (Methods*)NativeMemory.AllocZeroed((nuint)sizeof(Methods));
        // The second version has shared memory; the third would map the file itself past us.
        methods->Version = 2;
        methods->Close = &Close;
        methods->Read = &Read;
        methods->Write = &Write;
        methods->Truncate = &Truncate;
        methods->Sync = &Sync;
        methods->FileSize = &FileSize;
        methods->Lock = &Lock;
        methods->Unlock = &Unlock;
        methods->CheckReservedLock = &CheckReservedLock;
        methods->FileControl = &FileControl;
        methods->SectorSize = &SectorSize;
        methods->DeviceCharacteristics = &DeviceCharacteristics;
        methods->ShmMap = &ShmMap;
        methods->ShmLock = &ShmLock;
        methods->ShmBarrier = &ShmBarrier;
        methods->ShmUnmap = &ShmUnmap;
        return methods;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(Vfs* vfs, byte* name, Handle* handle, int flags, int* outFlags)
    {
        var disk = Disks[(nint)vfs];
        handle->Methods = null;
        if (disk.IsOff)
            return IoError;
        DiskFile? file = null;
        if (name != null && (flags & Lasting) != 0)
        {
            var path = Marshal.PtrToStringUTF8((nint)name)!;
            file = disk.Open(path, () => File.Exists(path) ? ReadAll(path) : null);
        }

        var result = Default->Open(Default, name, True(handle), flags, outFlags);
        if (True(handle)->Methods == null)
            return result;
        handle->Methods = Watched;
        handle->Watch = GCHandle.ToIntPtr(GCHandle.Alloc(new Watch(disk, file)));
        return result;
    }

    private static byte[] ReadAll(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(Vfs* vfs, byte* name, int syncFolder) =>
        Disks[(nint)vfs].Delete(Marshal.PtrToStringUTF8((nint)name)!, syncFolder != 0) ? Default->Delete(Default, name, 0) : IoError;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(Handle* handle)
    {
        GCHandle.FromIntPtr(handle->Watch).Free();
        return True(handle)->Methods->Close(True(handle));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(Handle* handle, void* into, int count, long at) =>
        Of(handle).Disk.IsOff ? IoError : True(handle)->Methods->Read(True(handle), into, count, at);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(Handle* handle, void* from, int count, long at) =>
        Of(handle).Tell(Moment.Write, file => file.Write(at, new(from, count))) ? True(handle)->Methods->Write(True(handle), from, count, at) : IoError;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(Handle* handle, long length) =>
        Of(handle).Tell(Moment.Write, file => file.Cut(length)) ? True(handle)->Methods->Truncate(True(handle), length) : IoError;

    // The machine that the tests run on keeps its power: noting it is enough.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(Handle* handle, int flags) => Of(handle).Tell(Moment.Sync, file => file.Sync()) ? Ok : IoError;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileSize(Handle* handle, long* size) => True(handle)->Methods->FileSize(True(handle), size);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lock(Handle* handle, int level) => True(handle)->Methods->Lock(True(handle), level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unlock(Handle* handle, int level) => True(handle)->Methods->Unlock(True(handle), level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CheckReservedLock(Handle* handle, int* held) => True(handle)->Methods->CheckReservedLock(True(handle), held);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileControl(Handle* handle, int what, void* about) => True(handle)->Methods->FileControl(True(handle), what, about);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SectorSize(Handle* handle) => True(handle)->Methods->SectorSize(True(handle));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int DeviceCharacteristics(Handle* handle) => True(handle)->Methods->DeviceCharacteristics(True(handle));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmMap(Handle* handle, int region, int size, int extend, void** memory) =>
        True(handle)->Methods->ShmMap(True(handle), region, size, extend, memory);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmLock(Handle* handle, int offset, int count, int flags) =>
        True(handle)->Methods->ShmLock(True(handle), offset, count, flags);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ShmBarrier(Handle* handle) => True(handle)->Methods->ShmBarrier(True(handle));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmUnmap(Handle* handle, int delete) => True(handle)->Methods->ShmUnmap(True(handle), delete);

    /// <summary>SQLite's own file lies right behind ours.</summary>
    private static Handle* True(Handle* handle) => handle + 1;

    private static Watch Of(Handle* handle) => (Watch)GCHandle.FromIntPtr(handle->Watch).Target!;

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    private static partial Vfs* Find(byte* name);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    private static partial int Register(Vfs* vfs, int isDefault);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_unregister")]
    private static partial int Unregister(Vfs* vfs);

    private sealed record Watch(LossyDisk Disk, DiskFile? File)
    {
        public bool Tell(Moment moment, Action<DiskFile> change) => Disk.Tell(File, moment, change);
    }

    // sqlite3_vfs. What is only copied is not named.
    [StructLayout(LayoutKind.Sequential)]
    private struct Vfs
    {
        public int Version;
        public int FileSize;
        public int LongestPath;
        public Vfs* Next;
        public byte* Name;
        public void* Data;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, Handle*, int, int*, int> Open;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, int, int> Delete;
        public fixed long Rest[14];
    }

    // sqlite3_file, and what we keep of it.
    [StructLayout(LayoutKind.Sequential)]
    private struct Handle
    {
        public Methods* Methods;
        public nint Watch;
    }

    // sqlite3_io_methods.
    [StructLayout(LayoutKind.Sequential)]
    private struct Methods
    {
        public int Version;
        public delegate* unmanaged[Cdecl]<Handle*, int> Close;
        public delegate* unmanaged[Cdecl]<Handle*, void*, int, long, int> Read;
        public delegate* unmanaged[Cdecl]<Handle*, void*, int, long, int> Write;
        public delegate* unmanaged[Cdecl]<Handle*, long, int> Truncate;
        public delegate* unmanaged[Cdecl]<Handle*, int, int> Sync;
        public delegate* unmanaged[Cdecl]<Handle*, long*, int> FileSize;
        public delegate* unmanaged[Cdecl]<Handle*, int, int> Lock;
        public delegate* unmanaged[Cdecl]<Handle*, int, int> Unlock;
        public delegate* unmanaged[Cdecl]<Handle*, int*, int> CheckReservedLock;
        public delegate* unmanaged[Cdecl]<Handle*, int, void*, int> FileControl;
        public delegate* unmanaged[Cdecl]<Handle*, int> SectorSize;
        public delegate* unmanaged[Cdecl]<Handle*, int> DeviceCharacteristics;
        public delegate* unmanaged[Cdecl]<Handle*, int, int, int, void**, int> ShmMap;
        public delegate* unmanaged[Cdecl]<Handle*, int, int, int, int> ShmLock;
        public delegate* unmanaged[Cdecl]<Handle*, void> ShmBarrier;
        public delegate* unmanaged[Cdecl]<Handle*, int, int> ShmUnmap;
        public delegate* unmanaged[Cdecl]<Handle*, long, int, void**, int> Fetch;
        public delegate* unmanaged[Cdecl]<Handle*, long, void*, int> Unfetch;
    }
}
