"""Uploads are cut off at the limit while they arrive, so that nobody fills the disk by sending."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class Limit(FileUploadHandler):
    """The first of the upload handlers: passes on what comes until the limit, then drops the file and says so on the request."""

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self._received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._received += len(raw_data)
        if self._received > settings.UPLOAD_LIMIT_BYTES:
            self.request.upload_was_cut_off = True  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
