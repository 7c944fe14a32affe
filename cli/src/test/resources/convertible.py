"""Writes checkpoints that are refused with a line that converts them, into the working directory.

    convertible.py V2_W050_C17.safetensors

table.tsv: file, what the line makes, a regular expression of the line.
"""
import bz2, gzip, io, json, lzma, pickle, struct, sys, tarfile, zipfile
from collections import OrderedDict, UserDict
import numpy, torch

data = open(sys.argv[1], 'rb').read()
length = struct.unpack('<Q', data[:8])[0]
header = json.loads(data[8:8 + length])
header.pop('__metadata__', None)
tensors = OrderedDict()
for name, entry in header.items():
    begin, end = entry['data_offsets']
    values = numpy.frombuffer(data[8 + length:][begin:end], {'F32': '<f4', 'I64': '<i8'}[entry['dtype']])
    tensors[name] = torch.from_numpy(values.copy()).reshape(entry['shape'])


class Net(torch.nn.Module):
    """Has the tensors and computes nothing."""

    def forward(self, x):
        return x


def module(root):
    for name, tensor in tensors.items():
        *path, last = name.split('.')
        owner = root
        for part in path:
            if part not in owner._modules:
                owner.add_module(part, torch.nn.Module())
            owner = owner._modules[part]
        owner.register_buffer(last, tensor)
    return root


def write(name, content):
    with open(name, 'wb') as file:
        file.write(content)


def old_tar(name):
    """PyTorch's format from before 0.1.10."""
    storages, views, dump = io.BytesIO(), io.BytesIO(), io.BytesIO()
    pickle.dump(len(tensors), storages, 2)
    pickle.dump(len(tensors), views, 2)
    for i, tensor in enumerate(tensors.values()):
        real = tensor.is_floating_point()
        pickle.dump((i, 'cpu', torch.FloatStorage if real else torch.LongStorage), storages, 2)
        storages.write(struct.pack('<q', tensor.numel()) + tensor.numpy().tobytes())
        pickle.dump((1000 + i, i, torch.FloatTensor if real else torch.LongTensor), views, 2)
        views.write(struct.pack('<ii', tensor.dim(), 0) + struct.pack(f'<{tensor.dim()}q', *tensor.shape)
                    + struct.pack(f'<{tensor.dim()}q', *tensor.stride()) + struct.pack('<q', 0))
    pickle.dump([], storages, 2)

    class Reference:
        def __init__(self, number):
            self.number = number

    class Pickler(pickle._Pickler):
        def persistent_id(self, value):
            return value.number if isinstance(value, Reference) else None

    Pickler(dump, 2).dump(OrderedDict((name, Reference(1000 + i)) for i, name in enumerate(tensors)))
    with tarfile.open(name, 'w') as tar:
        for entry, content in (('sys_info', pickle.dumps({'protocol_version': 1000, 'little_endian': True}, 2)),
                               ('pickle', dump.getvalue()), ('tensors', views.getvalue()),
                               ('storages', storages.getvalue())):
            info = tarfile.TarInfo(entry)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))


def safetensors(part):
    header, content = {}, b''
    for name, tensor in part.items():
        values = tensor.numpy().tobytes()
        header[name] = {'dtype': 'F32' if tensor.is_floating_point() else 'I64', 'shape': list(tensor.shape),
                        'data_offsets': [len(content), len(content) + len(values)]}
        content += values
    text = json.dumps(header).encode()
    return struct.pack('<Q', len(text)) + text + content


def shards(name, save):
    names = list(tensors)
    parts = {}
    for i, part in enumerate((names[:300], names[300:])):
        file = name.replace('.', f'-0000{i + 1}-of-00002.')
        save(OrderedDict((key, tensors[key]) for key in part), file)
        parts.update({key: file for key in part})
    write(name + '.index.json', json.dumps({'metadata': {'total_size': 1}, 'weight_map': parts}).encode())


PYTHON = 'python -[cm] .*'
# Of PyTorch's own classes, so that another Python can import them.
whole = module(torch.nn.Module())
torch.save(whole, 'whole.pth')
torch.save({'epoch': 1, 'model': whole}, 'inside.pth')
torch.jit.save(torch.jit.trace(module(Net()), torch.zeros(1)), 'script.pt')
torch.save(tensors, 'legacy.pth', _use_new_zipfile_serialization=False)
write('arrays.pkl', pickle.dumps({name: tensor.numpy() for name, tensor in tensors.items()}, 4))
write('tensors.pkl', pickle.dumps(tensors, 2))
torch.save(tensors, 'plain.pth')
plain = open('plain.pth', 'rb').read()
write('g.pth.gz', gzip.compress(plain, 1))
write('b.pth.bz2', bz2.compress(plain, 1))
write('x.pth.xz', lzma.compress(plain, preset=0))
with tarfile.open('plain.tar', 'w') as tar:
    tar.add('plain.pth', 'from_tar.pth')
with zipfile.ZipFile('plain.zip', 'w', zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
    archive.write('plain.pth', 'from_zip.pth')
old_tar('old.pth.tar')
torch.save({name: tensor.numpy() for name, tensor in tensors.items()}, 'arrays.pth')
torch.save({'state_dict': {name: tensor.numpy() for name, tensor in tensors.items()}}, 'arrays_inside.pth')
torch.save(UserDict(tensors), 'dict.pth')
torch.save({0: {'1': {name: tensor.numpy() for name, tensor in tensors.items()}}}, 'numbered.pth')
torch.save([tensors, {'lr': 0.1}], 'list.pth')
torch.save((5, tensors), 'tuple.pth')
with zipfile.ZipFile('plain.pth') as archive, zipfile.ZipFile('deflated.pth', 'w', zipfile.ZIP_DEFLATED) as again:
    for name in archive.namelist():
        again.writestr(name, archive.read(name))
shards('pytorch_model.bin', torch.save)
shards('model.safetensors', lambda part, file: write(file, safetensors(part)))
table = [('whole.pth', 'whole.pth.state_dict.pth', PYTHON), ('inside.pth', 'inside.pth.state_dict.pth', PYTHON),
         ('script.pt', 'script.pt.state_dict.pth', PYTHON), ('legacy.pth', 'legacy.pth.zip.pth', PYTHON),
         ('arrays.pkl', 'arrays.pkl.zip.pth', PYTHON), ('tensors.pkl', 'tensors.pkl.zip.pth', PYTHON),
         ('g.pth.gz', 'g.pth', PYTHON), ('b.pth.bz2', 'b.pth', PYTHON), ('x.pth.xz', 'x.pth', PYTHON),
         ('arrays.pth', 'arrays.pth.state_dict.pth', PYTHON), ('dict.pth', 'dict.pth.state_dict.pth', PYTHON),
         ('arrays_inside.pth', 'arrays_inside.pth.state_dict.pth', PYTHON),
         ('deflated.pth', 'deflated.pth.stored.pth', PYTHON), ('list.pth', 'list.pth.state_dict.pth', PYTHON),
         ('numbered.pth', 'numbered.pth.state_dict.pth', PYTHON),
         ('tuple.pth', 'tuple.pth.state_dict.pth', PYTHON),
         ('plain.tar', 'from_tar.pth', "tar -xf '[^']*'"), ('old.pth.tar', 'old.pth.tar.zip.pth', PYTHON),
         ('plain.zip', 'plain.zip.unpacked/from_zip.pth', PYTHON),
         ('pytorch_model.bin.index.json', 'pytorch_model.bin', PYTHON),
         ('model.safetensors.index.json', 'model.safetensors', PYTHON)]
write('table.tsv', '\n'.join('\t'.join(row) for row in table).encode())
